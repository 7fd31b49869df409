package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.LaunchJudgement;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.station.LedgerView.FileResult;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.TakenBack;
import dev.sgate.station.LedgerView.VisitSummary;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StationReport.ApplicationLine;
import dev.sgate.station.StationReport.JournalLine;
import dev.sgate.station.StationReport.LeaseLine;
import dev.sgate.station.StationReport.LicenseLine;
import java.util.Map;
import java.util.Optional;

/** A {@link StationReport} as the members of one JSON object; its shape is {@code status.schema.json}. */
final class StationJson {
    private StationJson() {}

    static Map<String, Object> members(StationReport report) {
        return Payloads.members(
                "summary", report.inOneLine(),
                "applianceId", report.device().applianceId(),
                "fingerprint", report.device().fingerprint(),
                "trust", report.trust().toJson(report.at()),
                "clock", report.clock().toJson(),
                "licenses", report.licenses().stream().map(StationJson::json).toList(),
                "leasesRunningOut",
                        report.leases().stream().map(StationJson::json).toList(),
                "revocationList", report.revocations().map(StationJson::json),
                "applications",
                        report.applications().stream().map(StationJson::json).toList(),
                "takenBack", report.takenBack().stream().map(StationJson::json).toList(),
                "waitingUpdates",
                        report.waiting().stream().map(StationJson::json).toList(),
                "visits", report.visits().stream().map(StationJson::json).toList(),
                "journal", json(report.journal()));
    }

    private static Map<String, Object> json(JournalLine journal) {
        Optional<Long> unreadable = Optional.of(journal.unreadable().seq())
                .filter(seq -> seq > journal.acknowledged().seq());
        return Payloads.members(
                "seq", journal.head().seq(),
                "head", journal.head().head(),
                "acknowledged", journal.acknowledged().seq(),
                "unreadableUntil", unreadable,
                "forkedAt", journal.fork().map(ChainHead::seq));
    }

    private static Map<String, Object> json(LicenseLine license) {
        HeldLicense held = license.license().held();
        LaunchJudgement judgement = license.license().judgement();
        return Payloads.members(
                "licenseId", held.licenseId(),
                "serial", held.serial(),
                "state", license.state(),
                "code", judgement.code().map(RefusalCode::word),
                "evidence", judgement.evidence().facts(),
                "product", license.terms().map(LicenseTerms::product),
                "customer", license.terms().map(LicenseTerms::customer),
                "site", held.site(),
                "tier", license.terms().map(LicenseTerms::tier),
                "validUntil", license.terms().map(LicenseTerms::validUntil),
                "seats", license.terms().map(terms -> terms.pool().size()),
                "seatsTaken", license.seatsTaken(),
                "importedAt", held.importedAt());
    }

    private static Map<String, Object> json(LeaseLine lease) {
        return Payloads.members(
                "instanceId", lease.instance().id(),
                "licenseId", lease.instance().licenseId(),
                "leaseUntil", lease.instance().expiresAt(),
                "warning", lease.warning().word());
    }

    private static Map<String, Object> json(RevocationList list) {
        return Payloads.members("number", list.number(), "issuedAt", list.issuedAt());
    }

    private static Map<String, Object> json(ApplicationLine application) {
        return Payloads.members(
                "name", application.release().appName(),
                "version", application.release().version(),
                "sha256", application.release().digest(),
                "folder", application.release().folder(),
                "running", application.process().isPresent(),
                "pid", application.process().map(Supervisor.Running::pid));
    }

    private static Map<String, Object> json(WaitingUpdate waits) {
        return Payloads.members(
                "name", waits.appName(),
                "version", waits.version(),
                "sha256", waits.digest(),
                "since", waits.since(),
                "confirmed", waits.confirmed());
    }

    private static Map<String, Object> json(TakenBack back) {
        return Payloads.members(
                "name", back.release().appName(),
                "version", back.release().version(),
                "sha256", back.release().digest(),
                "at", back.at());
    }

    private static Map<String, Object> json(VisitSummary visit) {
        return Payloads.members(
                "visit", visit.visit(),
                "volume", visit.volume(),
                "phase", visit.phase(),
                "result", visit.result(),
                "begunAt", visit.begunAt(),
                "endedAt", visit.endedAt(),
                "files", visit.files().stream().map(StationJson::json).toList());
    }

    private static Map<String, Object> json(FileResult file) {
        return Payloads.members(
                "file", file.fileName(),
                "subject", file.subject(),
                "result", file.result(),
                "code", file.code(),
                "evidence", file.evidence());
    }
}
