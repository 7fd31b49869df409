package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.ContactWarning;
import dev.sgate.license.GrantWarnings;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.seal.RevocationList;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.TakenBack;
import dev.sgate.station.LedgerView.VisitSummary;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.PoolView.Instance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the appliance stands, for {@code sgate status}: plain data, read from the ledger and from the processes that run.
 *
 * @param at trusted time of this report
 * @param trust the vendor's trust document, or why none is believed
 * @param clock by the policy of the licenses held; where one of them does not believe it, by that one's
 * @param leases those that end soon because their applications have no contact
 * @param revocations the newest revocation list; empty where no vendor file brought one yet
 * @param waiting updates that wait for a person or for a restart
 * @param takenBack releases that were committed and taken back since
 * @param journal where it stands
 */
public record StationReport(
        Instant at,
        DeviceIdentity device,
        TrustLine trust,
        ClockStanding clock,
        List<LicenseLine> licenses,
        List<LeaseLine> leases,
        Optional<RevocationList> revocations,
        List<ApplicationLine> applications,
        List<TakenBack> takenBack,
        List<WaitingUpdate> waiting,
        List<VisitSummary> visits,
        JournalLine journal) {
    private static final int VISITS = 10;

    /** A license that is held, and what it allows now: the same judgement as at a launch. */
    public record LicenseLine(JudgedLicense license, long seatsTaken) {
        /** A word of BEHAVIOUR 2. */
        public String state() {
            return license.state().word();
        }

        /** Empty where the stored bundle is not believed. */
        public Optional<LicenseTerms> terms() {
            return license.judgement().terms();
        }
    }

    /** A lease that runs out because its application has no contact. */
    public record LeaseLine(Instance instance, ContactWarning warning) {}

    /** A committed release, and its process if it runs. */
    public record ApplicationLine(HeldRelease release, Optional<Supervisor.Running> process) {}

    /**
     * Where the journal stands.
     *
     * @param head the newest event
     * @param acknowledged the last event that the vendor holds and this appliance forgot
     * @param unreadable the last event that cannot be read any more, for its key was lost
     * @param fork the event by which the vendor showed that it holds another history; empty on all good days
     */
    public record JournalLine(ChainHead head, ChainHead acknowledged, ChainHead unreadable, Optional<ChainHead> fork) {}

    /** Applications of which no release runs any more: each was taken back, the last of each here. */
    List<TakenBack> withoutRelease() {
        Map<String, TakenBack> last = new LinkedHashMap<>();
        takenBack.forEach(back -> last.put(back.release().appName(), back));
        applications.forEach(application -> last.remove(application.release().appName()));
        return List.copyOf(last.values());
    }

    private static List<LeaseLine> runningOut(LedgerView ledger, Instant now) {
        return ledger.instances().stream()
                .flatMap(instance -> GrantWarnings.due(instance.issuedAt(), instance.expiresAt(), now, Optional.empty())
                        .map(warning -> new LeaseLine(instance, warning))
                        .stream())
                .toList();
    }

    /** Reads where this appliance stands now. */
    public static StationReport of(
            LedgerView ledger,
            TrustSource trust,
            Supervisor supervisor,
            DeviceIdentity device,
            TrustedTime time,
            SiteLimits limits)
            throws IOException {
        List<LicenseLine> licenses = new ArrayList<>();
        new LicenseStanding(ledger, trust, device, time, limits)
                .all()
                .forEach(held -> licenses.add(line(ledger, held)));
        List<ApplicationLine> applications = new ArrayList<>();
        for (HeldRelease release : ledger.running()) {
            applications.add(new ApplicationLine(release, supervisor.find(release.appName())));
        }
        return new StationReport(
                time.now(),
                device,
                TrustLine.of(trust.current()),
                clock(licenses, time),
                licenses,
                runningOut(ledger, time.now()),
                ledger.newestRevocationList(trust.current()),
                applications,
                ledger.takenBack(),
                ledger.waitingUpdates(),
                ledger.latestVisits(VISITS),
                new JournalLine(ledger.head(), ledger.acknowledged(), ledger.unreadable(), ledger.fork()));
    }

    /** The format's own policy where no license is held or believed. */
    private static ClockStanding clock(List<LicenseLine> licenses, TrustedTime time) {
        List<ClockStanding> standings = licenses.stream()
                .flatMap(license -> license.terms().stream())
                .map(terms -> time.standing(terms.policy()))
                .toList();
        return standings.stream()
                .filter(standing -> !standing.isTrusted())
                .findFirst()
                .or(() -> standings.stream().findFirst())
                .orElseGet(() -> time.standing(Policy.DEFAULT));
    }

    private static LicenseLine line(LedgerView ledger, JudgedLicense license) {
        long taken = license.judgement()
                .terms()
                .map(of ->
                        (long) ledger.seats(of.licenseId(), of.pool().epoch()).size())
                .orElse(0L);
        return new LicenseLine(license, taken);
    }

    /** The report as the members of one JSON object; its shape is {@code status.schema.json}. */
    public Map<String, Object> toJson() {
        return StationJson.members(this);
    }

    /** The report in one line: the first of {@code sgate status}, and what {@code systemctl status sgate} shows. */
    public String inOneLine() {
        return StationSummary.of(this);
    }

    /** The report for people, a line a matter. */
    public List<String> toLines() {
        return StationText.lines(this);
    }
}
