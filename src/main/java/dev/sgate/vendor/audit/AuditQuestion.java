package dev.sgate.vendor.audit;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditFault;
import dev.sgate.vendor.ledger.AuditRow;
import dev.sgate.vendor.ledger.TenantTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people ask the audit log. */
public final class AuditQuestion {
    private AuditQuestion() {}

    /** The rows from a time on, about one subject, a tenant by its id or its name; where neither is named, all. Oldest first. */
    public static List<AuditRow> rows(Connection connection, Optional<Instant> since, Optional<String> subject)
            throws SQLException {
        List<AuditRow> rows = new ArrayList<>();
        String from = since.map(Payloads::time).orElse("");
        Optional<String> id = subject.isEmpty() ? subject : Optional.of(subjectId(connection, subject.get()));
        Audit.each(connection, row -> {
            if (row.at().compareTo(from) >= 0
                    && id.filter(about -> !about.equals(row.subject())).isEmpty()) {
                rows.add(row);
            }
        });
        return rows;
    }

    /** Rows name a tenant by its id alone. */
    private static String subjectId(Connection connection, String subject) throws SQLException {
        return TenantTable.find(connection, subject)
                .map(tenant -> tenant.id().toString())
                .orElse(subject);
    }

    /**
     * Whether the log is as it was written; what is wrong, in order.
     *
     * @param noted a row as somebody noted it elsewhere: a log that was written anew, or cut and ended anew, does not hold it
     */
    public static List<AuditFault> faults(Connection connection, Optional<ChainHead> noted) throws SQLException {
        List<AuditFault> faults = new ArrayList<>(Audit.verify(connection));
        if (noted.isPresent() && !holds(connection, noted.get())) {
            faults.add(new AuditFault(noted.get().seq(), AuditFault.Kind.NOT_AS_NOTED));
        }
        return faults;
    }

    private static boolean holds(Connection connection, ChainHead noted) throws SQLException {
        boolean[] held = {false};
        Audit.each(
                connection,
                row -> held[0] |= row.no() == noted.seq()
                        && row.hash().equals(noted.head().hex()));
        return held[0];
    }
}
