package dev.sgate.vendor.reconcile;

import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.OverActivationTable.Finding;
import java.time.Instant;

/** What the audit log tells of imports (S75, S87, S88). */
final class SyncAudit {
    private SyncAudit() {}

    static AuditEntry imported(ImportedFile.Imported file, Sha256 identity, Instant now) {
        SegmentTerms terms = file.terms();
        ImportCounts counts = file.counts();
        return AuditEntry.of(
                AuditAction.OFFLINE_SYNC_IMPORTED,
                now,
                terms.applianceId().toString(),
                Payloads.members(
                        "file", SyncImport.fileName(file.file()),
                        "identity", identity,
                        "exportSerial", terms.exportSerial(),
                        "part", terms.part(),
                        "parts", terms.parts(),
                        "firstSeq", terms.firstSeq(),
                        "lastSeq", terms.lastSeq(),
                        "head", terms.head(),
                        "parked", file.parked(),
                        "accepted", counts.accepted(),
                        "duplicates", counts.duplicates(),
                        "rejected", counts.rejected(),
                        "forked", counts.forked(),
                        "backDated", counts.backDated(),
                        "devicesCreated", counts.created(),
                        "devicesUpdated", counts.updated()));
    }

    static AuditEntry refused(ImportedFile.Refused file, Instant now) {
        return AuditEntry.of(
                AuditAction.SYNC_REFUSED,
                now,
                SyncImport.fileName(file.file()),
                Payloads.members(
                        "code",
                        file.refusal().code().word(),
                        "evidence",
                        file.refusal().evidence().facts()));
    }

    static AuditEntry overActivation(LicenseSeats license, Finding over, long held, Instant now) {
        return AuditEntry.of(
                AuditAction.OFFLINE_OVER_ACTIVATION,
                now,
                license.licenseId().toString(),
                Payloads.members(
                        "site", license.site(),
                        "seats", over.seats(),
                        "from", over.from(),
                        "until", over.until(),
                        "peakAt", over.peakAt(),
                        "held", held,
                        "devices", over.devices()));
    }
}
