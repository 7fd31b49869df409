package dev.sgate.vendor.ledger;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the audit log row by row and says where it is not as it was written. Knows no database: rows go in, in order of their
 * numbers, faults come out. A row with two faults is listed once. Whoever can rewrite the whole ledger can rewrite this chain as
 * well; a head that was noted elsewhere shows that.
 */
public final class AuditChain {
    /** The end of the log as the ledger remembers it, believed by nobody. */
    public record StoredHead(long no, String hash) {
        /** The ledger does not know any longer. */
        static final StoredHead LOST = new StoredHead(-1, "");
    }

    /** Faults that are listed; past these the log is beyond help. */
    private static final int FAULTS_MAX = 1_000;

    private final List<AuditFault> faults = new ArrayList<>();
    private long lastNo;
    private String lastDigest = ChainHead.EMPTY.head().hex();
    private String lastHash = lastDigest;

    /** The next row. */
    public void take(AuditRow row) {
        String digest = Sha256.of(row.line().getBytes(StandardCharsets.UTF_8)).hex();
        if (row.no() != lastNo + 1) {
            fault(lastNo + 1, AuditFault.Kind.MISSING);
        } else if (!digest.equals(row.hash()) || !row.line().startsWith(columns(row))) {
            fault(row.no(), AuditFault.Kind.EDITED);
        } else if (!continues(row, lastDigest) && !continues(row, lastHash)) {
            fault(row.no(), AuditFault.Kind.UNLINKED);
        }
        lastNo = row.no();
        lastDigest = digest;
        lastHash = row.hash();
    }

    /** How the line begins if it says what the columns say. */
    private static String columns(AuditRow row) {
        String object = new String(
                Payloads.toJson(Payloads.members(
                        "no", row.no(),
                        "at", row.at(),
                        "who", row.who(),
                        "action", row.action(),
                        "subject", row.subject())),
                StandardCharsets.UTF_8);
        return object.substring(0, object.length() - 1);
    }

    private static boolean continues(AuditRow row, String before) {
        return row.line()
                .startsWith(
                        ",\"prev\":\"" + before + "\",\"detail\":", columns(row).length());
    }

    /** There are no more rows: all faults in order. */
    public List<AuditFault> end(StoredHead head) {
        if (head.no() > lastNo) {
            fault(lastNo + 1, AuditFault.Kind.MISSING);
        } else if (head.no() != lastNo
                || !(head.hash().equals(lastHash) || head.hash().equals(lastDigest))) {
            fault(lastNo, AuditFault.Kind.HEAD);
        }
        return List.copyOf(faults);
    }

    private void fault(long no, AuditFault.Kind kind) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new AuditFault(no, kind));
        }
    }
}
