package dev.sgate.store;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.FileResult;
import dev.sgate.station.LedgerView.VisitSummary;
import dev.sgate.station.StateChange;
import dev.sgate.station.VisitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Visits, their files, and what was told of already. */
final class VisitTable {
    private VisitTable() {}

    static void begin(Connection writer, StateChange.VisitBegun begun) throws SQLException {
        Sql.update(
                writer,
                "INSERT INTO visit (visit, volume, phase, begun_at) VALUES (?, ?, 'begun', ?)",
                begun.visit(),
                begun.volume(),
                begun.at());
    }

    static void reach(Connection writer, StateChange.VisitReached reached) throws SQLException {
        Sql.updateOne(writer, "UPDATE visit SET phase = ? WHERE visit = ?", reached.phase(), reached.visit());
    }

    static void end(Connection writer, StateChange.VisitEnded ended) throws SQLException {
        Sql.updateOne(
                writer,
                "UPDATE visit SET result = coalesce(result, ?), ended_at = coalesce(ended_at, ?) WHERE visit = ?",
                ended.result(),
                ended.at(),
                ended.visit());
    }

    static void settle(Connection writer, StateChange.FileSettled settled) throws SQLException {
        long fileNo = Sql.find(
                        writer,
                        """
                        INSERT INTO visit_file (visit, file_name, identity, subject, result, code)
                        VALUES (?, ?, ?, ?, ?, ?) RETURNING file_no
                        """,
                        row -> row.integer("file_no"),
                        settled.visit(),
                        settled.fileName(),
                        settled.identity(),
                        settled.subject(),
                        settled.result(),
                        settled.code())
                .orElseThrow();
        writeEvidence(writer, fileNo, settled.evidence());
    }

    private static void writeEvidence(Connection writer, long fileNo, Evidence evidence) throws SQLException {
        int position = 0;
        for (Map.Entry<String, String> fact : evidence.facts().entrySet()) {
            Sql.update(
                    writer,
                    "INSERT INTO visit_file_evidence (file_no, position, name, value) VALUES (?, ?, ?, ?)",
                    fileNo,
                    position++,
                    fact.getKey(),
                    fact.getValue());
        }
    }

    static void remember(Connection writer, StateChange.Remembered remembered) throws SQLException {
        Sql.update(
                writer,
                "INSERT OR REPLACE INTO remembered (identity, result, at) VALUES (?, ?, ?)",
                remembered.identity(),
                remembered.result(),
                remembered.at());
    }

    static Optional<String> findRemembered(Connection reader, Sha256 identity) throws SQLException {
        return Sql.find(
                reader, "SELECT result FROM remembered WHERE identity = ?", row -> row.text("result"), identity);
    }

    static List<VisitId> unfinished(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                "SELECT visit FROM visit WHERE ended_at IS NULL ORDER BY visit_no",
                row -> new VisitId(row.uuid("visit")));
    }

    static List<VisitSummary> latest(Connection reader, int atMost) throws SQLException {
        List<VisitSummary> visits = new ArrayList<>();
        for (VisitSummary visit : Sql.list(reader, """
                SELECT visit, volume, phase, result, begun_at, ended_at FROM visit
                ORDER BY visit_no DESC LIMIT ?
                """, VisitTable::summaryWithoutFiles, atMost)) {
            visits.add(withFiles(reader, visit));
        }
        return visits;
    }

    private static VisitSummary summaryWithoutFiles(Row row) throws SQLException {
        return new VisitSummary(
                new VisitId(row.uuid("visit")),
                row.text("volume"),
                row.text("phase"),
                row.findText("result"),
                row.time("begun_at"),
                row.findTime("ended_at"),
                List.of());
    }

    private static VisitSummary withFiles(Connection reader, VisitSummary visit) throws SQLException {
        List<FileResult> files = Sql.list(
                reader,
                "SELECT file_no, file_name, subject, result, code FROM visit_file WHERE visit = ? ORDER BY file_no",
                row -> new FileResult(
                        row.text("file_name"),
                        row.text("subject"),
                        row.text("result"),
                        row.findText("code").flatMap(RefusalCode::find),
                        evidence(reader, row.integer("file_no"))),
                visit.visit());
        return new VisitSummary(
                visit.visit(), visit.volume(), visit.phase(), visit.result(), visit.begunAt(), visit.endedAt(), files);
    }

    private static Map<String, String> evidence(Connection reader, long fileNo) throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        Sql.each(
                reader,
                "SELECT name, value FROM visit_file_evidence WHERE file_no = ? ORDER BY position",
                row -> Map.entry(row.text("name"), row.text("value")),
                fact -> facts.put(fact.getKey(), fact.getValue()),
                fileNo);
        return facts;
    }
}
