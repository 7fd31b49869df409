package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import dev.sgate.store.SqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a server can do wrong: its password, its other tables, its schema. */
class PostgresLedgerIT {
    private static final String PGPASS = "org.postgresql.pgpassfile";

    private PostgresServer server;
    private LedgerPlace.Server place;

    @BeforeEach
    void anEmptyDatabase() {
        server = PostgresServer.shared();
        place = (LedgerPlace.Server) server.newDatabase();
    }

    @AfterEach
    void forgetThePasswordFile() {
        System.clearProperty(PGPASS);
    }

    private String database() {
        return place.url().database();
    }

    @Test
    void thePasswordMayStandInThePasswordFile(@TempDir Path folder) throws Exception {
        LedgerPlace bare = LedgerPlace.parse(server.urlWithoutPassword(database()));
        System.setProperty(PGPASS, folder.resolve("none").toString());
        assertThatThrownBy(() -> DeskLedger.open(bare)).isInstanceOf(LedgerFailure.class);

        Path file = folder.resolve("pgpass");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, server.passwordLine());
        System.setProperty(PGPASS, file.toString());
        DeskLedger.open(bare).close();
    }

    @Test
    void thePasswordMayStandInTheEnvironment() throws Exception {
        ProcessBuilder desk = WritingDesk.command(server.urlWithoutPassword(database()), "desk", 0);
        desk.environment().put("PGPASSWORD", server.password());
        assertThat(desk.start().waitFor()).isZero();
    }

    @Test
    void theUrlSaysHowTheWireIsProtected() {
        LedgerPlace secure = LedgerPlace.parse(server.url(database()) + "?sslmode=require");
        assertThatThrownBy(() -> DeskLedger.open(secure))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("SSL");
    }

    @Test
    void aWrongPasswordIsNotRepeated() {
        String url = server.urlWithoutPassword(database()).replace("desk@", "desk:wr0ng@");
        assertThatThrownBy(() -> DeskLedger.open(LedgerPlace.parse(url)))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining(place.toString())
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aDatabaseWithTablesOfOthersIsLeftAlone() throws SQLException {
        try (Connection other = server.connect(database())) {
            Sql.script(other, "CREATE TABLE license (a text)");
        }
        assertThatThrownBy(() -> DeskLedger.open(place))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("one of its own");
        try (Connection other = server.connect(database())) {
            assertThat(Sql.list(other, "SELECT 1 AS n FROM license", row -> row.integer("n")))
                    .isEmpty();
        }
    }

    @Test
    void aLedgerOfANewerProgramIsRefusedAndLeftAlone() throws SQLException {
        DeskLedger.open(place).close();
        try (Connection newer = server.connect(database())) {
            Sql.script(newer, "UPDATE desk_schema SET version = 99");
        }
        assertThatThrownBy(() -> DeskLedger.open(place))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("newer sgate");
    }

    @Test
    void theAuditLogIsNotEmptied() throws SQLException {
        DeskLedger.open(place).close();
        try (Connection anybody = server.connect(database())) {
            assertThatThrownBy(() -> Sql.update(anybody, "TRUNCATE audit"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("append-only");
        }
    }

    /** A server may be set to keep what a transaction saw first, and to answer before the disk has it. */
    @Test
    void aWriterSeesWhatIsCommittedAndIsOnTheDiskWhateverTheServerIsSetTo() throws SQLException {
        try (Connection admin = server.connect("postgres")) {
            Sql.update(
                    admin, "ALTER DATABASE " + database() + " SET default_transaction_isolation = 'repeatable read'");
            Sql.update(admin, "ALTER DATABASE " + database() + " SET synchronous_commit = off");
        }
        try (DeskLedger ledger = DeskLedger.open(place)) {
            assertThat(ledger.<String>change(connection -> setting(connection, "transaction_isolation")))
                    .isEqualTo("read committed");
            assertThat(ledger.<String>change(connection -> setting(connection, "synchronous_commit")))
                    .isEqualTo("on");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return Sql.find(connection, "SELECT current_setting(?) AS s", row -> row.text("s"), name)
                .orElseThrow();
    }

    /** The lock, held by somebody who does not come to an end. */
    @Test
    void whoOnlyReadsNeverWaitsAndAWriterNotForEver() throws SQLException {
        DeskLedger.open(place).close();
        try (Connection slow = server.connect(database())) {
            Sql.list(slow, "SELECT 1 FROM pg_advisory_lock(1397179467)", row -> 1);
            Instant before = Instant.now();
            try (DeskLedger ledger = DeskLedger.open(place)) {
                assertThat(ledger.<Boolean>read(connection -> connection.isValid(1)))
                        .isTrue();
                assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(9));
                assertThatThrownBy(() -> ledger.change(Audit::head))
                        .isInstanceOf(LedgerFailure.class)
                        .hasMessageContaining("another desk");
            }
        }
    }

    @Test
    void bothDatabasesHaveTheSameTablesAndColumns(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("desk.db");
        DeskLedger.open(file).close();
        DeskLedger.open(place).close();
        try (Connection sqlite = new SqliteFile(file).openReader();
                Connection postgres = server.connect(database())) {
            assertThat(sqliteColumns(sqlite)).isNotEmpty().isEqualTo(postgresColumns(postgres));
        }
    }

    private static List<String> sqliteColumns(Connection connection) throws SQLException {
        Row.Reader<String> line = row -> row.text("t") + "." + row.text("c") + " " + row.text("k") + " "
                + (row.integer("filled") == 1 ? "filled" : "optional");
        return sorted(Sql.list(
                connection,
                "SELECT m.name AS t, c.name AS c, c.type AS k, max(c.\"notnull\", c.pk > 0) AS filled"
                        + " FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
                line));
    }

    private static List<String> postgresColumns(Connection connection) throws SQLException {
        Row.Reader<String> line = row -> row.text("t") + "." + row.text("c") + " " + row.text("k") + " "
                + (row.text("o").equals("NO") ? "filled" : "optional");
        return sorted(Sql.list(
                connection,
                "SELECT table_name AS t, column_name AS c, CASE data_type WHEN 'bigint' THEN 'INTEGER'"
                        + " WHEN 'bytea' THEN 'BLOB' ELSE upper(data_type) END AS k, is_nullable AS o"
                        + " FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'desk_schema'",
                line));
    }

    private static List<String> sorted(List<String> lines) {
        List<String> sorted = new ArrayList<>(lines);
        sorted.sort(null);
        return sorted;
    }
}
