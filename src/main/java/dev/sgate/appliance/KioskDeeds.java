package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.ButtonAnswer;
import dev.sgate.appliance.kiosk.ButtonAnswer.Said;
import dev.sgate.appliance.kiosk.Deeds;
import dev.sgate.appliance.kiosk.SiteFacts;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.LicenseConfirming.Confirmation;
import dev.sgate.station.MountWatch;
import dev.sgate.station.SiteUpdates;
import dev.sgate.station.StationReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the page's buttons do, and what the page shows of this machine: by the classes behind the verbs of the command line. */
final class KioskDeeds implements Deeds {
    private final Ports ports;
    private final MountWatch watch;
    private final LicenseConfirming confirming;
    private final SiteUpdates updates;

    KioskDeeds(Ports ports, MountWatch watch) {
        this.ports = ports;
        this.watch = watch;
        this.confirming = new LicenseConfirming(
                ports.ledger(),
                ports.trust(),
                ports.device(),
                ports.time(),
                ports.situation().limits(),
                ports.metrics());
        this.updates = new SiteUpdates(ports.ledger());
    }

    /** Where this machine stands now. */
    SiteFacts facts() throws IOException {
        StationReport report = StationReport.of(
                ports.ledger(),
                ports.trust(),
                ports.supervisor(),
                ports.device(),
                ports.time(),
                ports.situation().limits());
        return new SiteFacts(
                report.at(),
                report.licenses().stream()
                        .map(StationReport.LicenseLine::license)
                        .toList(),
                confirming.waiting(),
                report.waiting(),
                report.applications(),
                report.visits().stream()
                        .filter(visit -> visit.endedAt().isPresent())
                        .findFirst());
    }

    @Override
    public ButtonAnswer activate(UUID license, long serial) {
        return switch (confirming.confirm(license, serial)) {
            case Confirmation.Activated(var shown) -> answer(Said.ACTIVATED, shown.product());
            case Confirmation.WithoutSeat(var shown, Refusal refusal) ->
                new ButtonAnswer(Said.WITHOUT_SEAT, shown.product(), Optional.of(refusal));
            case Confirmation.Declined(var shown, Refusal refusal) ->
                new ButtonAnswer(Said.DECLINED, shown.product(), Optional.of(refusal));
            case Confirmation.NothingWaits none -> answer(Said.NOTHING_WAITS, "");
        };
    }

    @Override
    public ButtonAnswer install(String app, Sha256 digest) {
        boolean asShown = updates.waiting(Optional.of(app)).stream()
                .anyMatch(update -> update.digest().equals(digest));
        List<?> confirmed = asShown ? updates.confirm(Optional.of(app)) : List.of();
        return confirmed.size() == 1 ? answer(Said.INSTALLS, app) : answer(Said.NOTHING_WAITS, "");
    }

    private static ButtonAnswer answer(Said said, String about) {
        return new ButtonAnswer(said, about, Optional.empty());
    }

    @Override
    public void visitAgain(String stickKey) {
        watch.visitAgain(stickKey);
    }
}
