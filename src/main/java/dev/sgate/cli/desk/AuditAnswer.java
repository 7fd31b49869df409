package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.AuditFault;
import dev.sgate.vendor.ledger.AuditRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code sgate audit} answers, for people and in JSON. */
final class AuditAnswer {
    private AuditAnswer() {}

    /** For people a line each; in JSON the rows' own lines, one a line, whose SHA-256 is their hash. */
    static void rows(Console console, boolean json, List<AuditRow> rows) {
        for (AuditRow row : rows) {
            console.answer(json ? row.line() : text(row));
        }
    }

    private static String text(AuditRow row) {
        int detail = row.line().indexOf("\"detail\":");
        String facts = detail < 0
                ? row.line()
                : row.line().substring(detail + 9, row.line().length() - 1);
        return String.format(
                "%6d  %s  %-10s  %-22s  %s  %s", row.no(), row.at(), row.who(), row.action(), row.subject(), facts);
    }

    static void verified(Console console, boolean json, List<AuditFault> faults, ChainHead end) {
        if (json) {
            console.answer(Payloads.members(
                    "intact",
                    faults.isEmpty(),
                    "faults",
                    faults.stream().map(AuditAnswer::toJson).toList(),
                    "no",
                    end.seq(),
                    "hash",
                    end.head()));
            return;
        }
        for (AuditFault fault : faults) {
            console.answer("row " + fault.no() + ": " + fault.kind().sentence());
        }
        console.answer(faults.isEmpty() ? "the audit log is whole" : "the audit log is NOT as it was written");
        console.answer("it ends at " + end.seq() + "=" + end.head());
    }

    private static Object toJson(AuditFault fault) {
        return Payloads.members(
                "no",
                fault.no(),
                "fault",
                fault.kind().name().toLowerCase(Locale.ROOT),
                "sentence",
                fault.kind().sentence());
    }

    static void pack(Console console, boolean json, Path file, ChainHead end) {
        if (json) {
            console.answer(Payloads.members("file", file.toString(), "auditNo", end.seq(), "auditHash", end.head()));
            return;
        }
        console.answer("wrote " + file);
        console.answer("the audit log in it ends at " + end.seq() + "=" + end.head());
    }
}
