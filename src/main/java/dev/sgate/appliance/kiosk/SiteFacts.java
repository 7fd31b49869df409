package dev.sgate.appliance.kiosk;

import dev.sgate.license.LicenseState;
import dev.sgate.station.JudgedLicense;
import dev.sgate.station.LedgerView.VisitSummary;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.StationReport.ApplicationLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands on the page beside the sticks: where the machine stands, and what waits for a person.
 *
 * @param at trusted time
 * @param licenses all that are held
 * @param waiting licenses that wait for a yes
 * @param updates that wait for a yes
 * @param applications that are installed
 * @param lastVisit the newest that is over
 */
public record SiteFacts(
        Instant at,
        List<JudgedLicense> licenses,
        List<LicenseConfirming.Waiting> waiting,
        List<WaitingUpdate> updates,
        List<ApplicationLine> applications,
        Optional<VisitSummary> lastVisit) {
    /** Before anything was read. */
    public static final SiteFacts NONE =
            new SiteFacts(Instant.EPOCH, List.of(), List.of(), List.of(), List.of(), Optional.empty());

    public SiteFacts {
        licenses = List.copyOf(licenses);
        waiting = List.copyOf(waiting);
        updates = List.copyOf(updates);
        applications = List.copyOf(applications);
    }

    /** Licenses that somebody should do something about; one that waits for a yes has its own screen. */
    List<JudgedLicense> toRenew() {
        return licenses.stream()
                .filter(license ->
                        license.state() != LicenseState.VALID && license.state() != LicenseState.NEEDS_CONFIRMATION)
                .toList();
    }
}
