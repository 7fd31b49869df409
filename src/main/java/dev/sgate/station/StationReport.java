package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import dev.sgate.station.LedgerView.FileResult;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.VisitSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the appliance stands, for {@code sgate status}: plain data, read from the ledger and from the processes that run.
 *
 * @param trust empty where a trust document is believed, else why nothing is
 * @param revocations the newest revocation list; empty where no vendor file brought one yet
 * @param head the journal's newest event
 */
public record StationReport(
        DeviceIdentity device,
        Optional<String> trust,
        List<LicenseLine> licenses,
        Optional<RevocationList> revocations,
        List<ApplicationLine> applications,
        List<VisitSummary> visits,
        ChainHead head) {
    private static final int VISITS = 10;

    /**
     * A license in force.
     *
     * @param state a word of BEHAVIOUR 2: {@code valid}, {@code expiring}, {@code expired}, {@code revoked}, {@code pool-exhausted},
     *     {@code tampered}, or {@code unlicensed} where nothing is believed
     * @param terms empty where the stored bundle no longer verifies
     */
    public record LicenseLine(HeldLicense held, String state, Optional<LicenseTerms> terms, long seatsTaken) {}

    /** A committed release, and its process if it runs. */
    public record ApplicationLine(HeldRelease release, Optional<Supervisor.Running> process) {}

    /** Reads where this appliance stands at {@code now}, trusted time. */
    public static StationReport of(
            LedgerView ledger, TrustSource trust, Supervisor supervisor, DeviceIdentity device, Instant now)
            throws IOException {
        HeldBundles bundles = new HeldBundles(ledger, trust);
        String why = trust.current().whyNothing();
        List<LicenseLine> licenses = new ArrayList<>();
        for (HeldLicense held : ledger.licenses()) {
            Optional<LicenseTerms> terms = bundles.find(held.licenseId()).map(LicenseBundle::terms);
            licenses.add(license(ledger, device, held, terms, now, why.isEmpty()));
        }
        List<ApplicationLine> applications = new ArrayList<>();
        for (HeldRelease release : ledger.running()) {
            applications.add(new ApplicationLine(release, supervisor.find(release.appName())));
        }
        return new StationReport(
                device,
                why.isEmpty() ? Optional.empty() : Optional.of(why),
                licenses,
                ledger.newestRevocationList(),
                applications,
                ledger.latestVisits(VISITS),
                ledger.head());
    }

    private static LicenseLine license(
            LedgerView ledger,
            DeviceIdentity device,
            HeldLicense held,
            Optional<LicenseTerms> terms,
            Instant now,
            boolean believed) {
        // without a trust document nothing can be said against the bundle, only that it cannot be used
        String whyNot = believed ? "tampered" : "unlicensed";
        long taken = terms.map(of ->
                        (long) ledger.seats(of.licenseId(), of.pool().epoch()).size())
                .orElse(0L);
        return new LicenseLine(
                held, terms.map(of -> state(ledger, device, of, now)).orElse(whyNot), terms, taken);
    }

    private static String state(LedgerView ledger, DeviceIdentity device, LicenseTerms terms, Instant now) {
        if (now.isAfter(terms.validUntil())) {
            return "expired";
        }
        if (ledger.newestRevocationList()
                .filter(list -> list.revokes(terms.licenseKeyHash()))
                .isPresent()) {
            return "revoked";
        }
        boolean seated = ledger.seats(terms.licenseId(), terms.pool().epoch()).stream()
                .anyMatch(seat -> seat.device().equals(device.fingerprint()));
        if (!seated) {
            return "pool-exhausted";
        }
        Duration left = Duration.between(now, terms.validUntil());
        return left.compareTo(terms.policy().warnTime()) < 0 ? "expiring" : "valid";
    }

    /** The report as the members of one JSON object; its shape is {@code status.schema.json}. */
    public Map<String, Object> toJson() {
        return Payloads.members(
                "applianceId", device.applianceId(),
                "fingerprint", device.fingerprint(),
                "trust", Payloads.members("believed", trust.isEmpty(), "reason", trust),
                "licenses", licenses.stream().map(StationReport::json).toList(),
                "revocationList", revocations.map(StationReport::json),
                "applications", applications.stream().map(StationReport::json).toList(),
                "visits", visits.stream().map(StationReport::json).toList(),
                "journal", Payloads.members("seq", head.seq(), "head", head.head()));
    }

    private static Map<String, Object> json(LicenseLine license) {
        return Payloads.members(
                "licenseId", license.held.licenseId(),
                "serial", license.held.serial(),
                "state", license.state,
                "product", license.terms.map(LicenseTerms::product),
                "customer", license.terms.map(LicenseTerms::customer),
                "site", license.held.site(),
                "tier", license.terms.map(LicenseTerms::tier),
                "validUntil", license.terms.map(LicenseTerms::validUntil),
                "seats", license.terms.map(terms -> terms.pool().size()),
                "seatsTaken", license.seatsTaken,
                "importedAt", license.held.importedAt());
    }

    private static Map<String, Object> json(RevocationList list) {
        return Payloads.members("number", list.number(), "issuedAt", list.issuedAt());
    }

    private static Map<String, Object> json(ApplicationLine application) {
        return Payloads.members(
                "name", application.release.appName(),
                "version", application.release.version(),
                "sha256", application.release.digest(),
                "folder", application.release.folder(),
                "running", application.process.isPresent(),
                "pid", application.process.map(Supervisor.Running::pid));
    }

    private static Map<String, Object> json(VisitSummary visit) {
        return Payloads.members(
                "visit", visit.visit(),
                "volume", visit.volume(),
                "phase", visit.phase(),
                "result", visit.result(),
                "begunAt", visit.begunAt(),
                "endedAt", visit.endedAt(),
                "files", visit.files().stream().map(StationReport::json).toList());
    }

    private static Map<String, Object> json(FileResult file) {
        return Payloads.members(
                "file", file.fileName(),
                "subject", file.subject(),
                "result", file.result(),
                "code", file.code(),
                "evidence", file.evidence());
    }

    /** The report for people, a line a matter. */
    public List<String> toLines() {
        List<String> lines = new ArrayList<>();
        lines.add("appliance " + device.applianceId() + ", fingerprint "
                + device.fingerprint().hex().substring(0, 8));
        lines.add(trust.map(why ->
                        "trust: nothing is believed, because " + why + "; put the vendor's trust document in place")
                .orElse("trust: the vendor's trust document is believed"));
        licenses.forEach(license -> lines.add(line(license)));
        if (licenses.isEmpty()) {
            lines.add("license: none; bring a stick with a license from the vendor");
        }
        lines.add(revocations
                .map(list -> "revocation list: number " + list.number() + " of " + Payloads.time(list.issuedAt()))
                .orElse("revocation list: none yet; it comes with each license"));
        applications.forEach(application -> lines.add(line(application)));
        visits.forEach(visit -> lines.add("visit of " + visit.volume() + " at " + Payloads.time(visit.begunAt()) + ": "
                + visit.result().orElse(visit.phase()) + filesOf(visit)));
        return lines;
    }

    private static String line(LicenseLine license) {
        return license.terms
                .map(terms -> "license for " + terms.product() + ": " + license.state + " until "
                        + Payloads.time(terms.validUntil()) + ", " + license.seatsTaken + " of "
                        + terms.pool().size() + " seats taken")
                .orElse("license " + license.held.licenseId() + ": " + license.state
                        + "; its bundle cannot be verified");
    }

    private static String line(ApplicationLine application) {
        return "application " + application.release.appName() + " " + application.release.version() + ": "
                + application
                        .process
                        .map(process -> "runs, pid " + process.pid())
                        .orElse("does not run");
    }

    private static String filesOf(VisitSummary visit) {
        StringBuilder files = new StringBuilder();
        visit.files()
                .forEach(file -> files.append("; ")
                        .append(file.fileName())
                        .append(' ')
                        .append(file.subject())
                        .append(' ')
                        .append(file.result())
                        .append(file.code().map(code -> " " + code).orElse("")));
        return files.toString();
    }
}
