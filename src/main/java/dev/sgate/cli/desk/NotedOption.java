package dev.sgate.cli.desk;

import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * {@code --ledger} for a verb that works without one, such as on the machine with the root keys: where a ledger is named, what was
 * made stands in its audit log (S85).
 */
final class NotedOption {
    @Option(
            names = "--ledger",
            converter = LedgerWord.class,
            paramLabel = "FILE|URL",
            description =
                    "Note it in the audit log of this desk's ledger, made if missing (default: it is noted nowhere).")
    private Optional<LedgerPlace> place = Optional.empty();

    /** One row, or nothing where no ledger is named. */
    void note(AuditAction action, String subject, Map<String, Object> detail) {
        if (place.isPresent()) {
            try (DeskLedger desk = DeskLedger.open(place.get())) {
                desk.change(connection ->
                        Audit.append(connection, AuditEntry.of(action, LedgerOption.now(), subject, detail)));
            }
        }
    }
}
