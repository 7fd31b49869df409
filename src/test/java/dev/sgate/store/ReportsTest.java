package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerUnderTest;
import dev.sgate.station.StateChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views that routes read: their names are a promise to people who write routes. */
class ReportsTest {
    @TempDir
    Path state;

    @Test
    void visitsAreReportedNewestFirst() throws SQLException {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(
                    List.of(
                            new StateChange.VisitBegun(LedgerUnderTest.VISIT, "/media/a", LedgerUnderTest.NOON),
                            new StateChange.VisitReached(LedgerUnderTest.VISIT, "returning"),
                            new StateChange.VisitEnded(LedgerUnderTest.VISIT, "safe-to-unplug", LedgerUnderTest.LATER),
                            new StateChange.VisitBegun(LedgerUnderTest.NEXT_VISIT, "/media/b", LedgerUnderTest.LATER)),
                    List.of());

            assertThat(select("SELECT * FROM visit_report"))
                    .containsExactly(
                            "visit|volume|phase|result|begun|ended",
                            LedgerUnderTest.NEXT_VISIT + "|/media/b|begun|null|2026-02-01T13:00:00Z|null",
                            LedgerUnderTest.VISIT
                                    + "|/media/a|returning|safe-to-unplug|2026-02-01T12:00:00Z|2026-02-01T13:00:00Z");
        }
    }

    @Test
    void filesAreReportedWithTheirEvidence() throws SQLException {
        Sha256 identity = Sha256.of(new byte[1]);
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(
                    List.of(
                            new StateChange.VisitBegun(LedgerUnderTest.VISIT, "/media/a", LedgerUnderTest.NOON),
                            new StateChange.FileSettled(
                                    LedgerUnderTest.VISIT,
                                    "a.sglic",
                                    Optional.of(identity),
                                    "license",
                                    "refused",
                                    Optional.of(RefusalCode.EXPIRED),
                                    Evidence.of("validUntil", "2026").and("now", "2027")),
                            new StateChange.FileSettled(
                                    LedgerUnderTest.VISIT,
                                    "b.sgupd",
                                    Optional.empty(),
                                    "release",
                                    "applied",
                                    Optional.empty(),
                                    Evidence.none())),
                    List.of());

            assertThat(select("SELECT * FROM visit_file_report"))
                    .containsExactly(
                            "visit|file_name|subject|result|code|identity|evidence",
                            LedgerUnderTest.VISIT + "|a.sglic|license|refused|expired|" + identity
                                    + "|validUntil=2026 now=2027",
                            LedgerUnderTest.VISIT + "|b.sgupd|release|applied|null|null|null");
        }
    }

    /** As camel-jdbc goes about it: without auto-commit, then commit, then close. */
    private List<String> select(String sql) throws SQLException {
        try (Connection connection =
                SqliteLedger.reports(TestLedgers.database(state)).getConnection()) {
            connection.setAutoCommit(false);
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                ResultSetMetaData columns = result.getMetaData();
                rows.add(row(columns, columns::getColumnLabel));
                while (result.next()) {
                    rows.add(row(columns, result::getString));
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            return rows;
        }
    }

    private interface Cell {
        String at(int column) throws SQLException;
    }

    private static String row(ResultSetMetaData columns, Cell cell) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            cells.add(String.valueOf(cell.at(column)));
        }
        return String.join("|", cells);
    }
}
