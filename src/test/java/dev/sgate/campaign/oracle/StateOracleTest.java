package dev.sgate.campaign.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder made by hand, and one thing after the other that must not be. */
class StateOracleTest {
    private static final String TABLES = """
            CREATE TABLE visit (visit_no INTEGER PRIMARY KEY, visit TEXT, phase TEXT, result TEXT, ended_at TEXT);
            CREATE TABLE visit_file (visit TEXT, subject TEXT);
            CREATE TABLE license (serial INTEGER);
            CREATE TABLE install (install_no INTEGER PRIMARY KEY, phase TEXT, unfinished INTEGER, folder TEXT, previous_folder TEXT);
            CREATE TABLE held_release (release_no INTEGER PRIMARY KEY, version TEXT, folder TEXT);
            CREATE TABLE running (release_no INTEGER);
            CREATE TABLE version_floor (kind TEXT, version TEXT);
            CREATE TABLE remembered_time (state TEXT);
            CREATE TABLE event (seq INTEGER PRIMARY KEY, id TEXT, nonce BLOB, sealed BLOB);
            CREATE TABLE journal (head_seq INTEGER, head TEXT, acknowledged_seq INTEGER, acknowledged_head TEXT);
            INSERT INTO journal VALUES (0, 'none', 0, 'none');
            INSERT INTO license VALUES (2);
            INSERT INTO visit VALUES (1, 'v', 'returning', 'safe-to-unplug', 'then');
            INSERT INTO held_release VALUES (1, '1.1.0', '1.1.0-aaaaaaaa'), (2, '1.2.0', '1.2.0-bbbbbbbb');
            INSERT INTO install VALUES (1, 'COMMITTED', 0, '1.1.0-aaaaaaaa', NULL);
            INSERT INTO install VALUES (2, 'COMMITTED', 0, '1.2.0-bbbbbbbb', '1.1.0-aaaaaaaa');
            INSERT INTO running VALUES (2);
            INSERT INTO version_floor VALUES ('highest-committed', '1.2.0');
            INSERT INTO remembered_time VALUES ('mark 2026-11-22T08:00:00Z');
            PRAGMA user_version = 11;
            """;

    @TempDir
    Path folder;

    private Path state;
    private Path app;
    private final Truth truth = new Truth();
    private StateOracle oracle;

    @BeforeEach
    void makeAState() throws IOException, SQLException {
        state = Files.createDirectory(folder.resolve("state"));
        app = state.resolve("apps/lantern");
        for (int version = 1; version <= 2; version++) {
            String digest = (version == 1 ? "a" : "b").repeat(8);
            Path release = Files.createDirectories(app.resolve("releases/1." + version + ".0-" + digest));
            byte[] content = {(byte) version};
            Files.write(release.resolve("file"), content);
            truth.offered(version, true, Map.of("file", Digests.of(content)));
        }
        Files.createSymbolicLink(app.resolve("current"), Path.of("releases/1.2.0-bbbbbbbb"));
        for (String statement : TABLES.split(";\\s*", -1)) {
            sql(statement);
        }
        oracle = new StateOracle(state, "lantern", folder.resolve("scratch"), truth);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("sgate.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement.isBlank() ? "SELECT 1" : statement);
        }
    }

    private List<String> violations() throws IOException {
        return oracle.look().violations();
    }

    @Test
    void whatIsInOrderIsInOrder() throws IOException {
        truth.said("release installed and healthy visit=1 app=lantern version=1.2.0");
        truth.said("license in force visit=1 file=license-2.sglic");
        truth.said("safe to unplug visit=1");

        assertThat(oracle.look()).isEqualTo(new Look(List.of(), "visit ended: safe-to-unplug"));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aReleaseThatIsNotWholeIsAMixture() throws IOException {
        Files.write(app.resolve("releases/1.1.0-aaaaaaaa/file"), new byte[0]);

        assertThat(violations()).singleElement().asString().startsWith("mixture: 1.1.0");
    }

    @Test
    void currentLeadsToWhatTheLedgerAllows() throws IOException {
        Files.delete(app.resolve("current"));
        Files.createSymbolicLink(app.resolve("current"), Path.of("releases/1.1.0-aaaaaaaa"));

        assertThat(violations()).singleElement().asString().startsWith("current: ");
    }

    /** On probation both are right, and the phase says which it is. */
    @Test
    void onProbationCurrentIsTheOldOneOrTheNewOne() throws IOException, SQLException {
        sql("UPDATE running SET release_no = 1");
        sql("UPDATE install SET phase = 'PROBATION', unfinished = 1 WHERE install_no = 2");
        sql("UPDATE visit SET phase = 'installing', result = NULL, ended_at = NULL");

        assertThat(oracle.look()).isEqualTo(new Look(List.of(), "probation, current is new"));
    }

    @Test
    void theReleaseBeforeStays() throws IOException {
        Files.delete(app.resolve("releases/1.1.0-aaaaaaaa/file"));
        Files.delete(app.resolve("releases/1.1.0-aaaaaaaa"));

        assertThat(violations()).singleElement().asString().startsWith("previous: ");
    }

    @Test
    void whatWasSaidIsThere() throws IOException {
        truth.said("license in force visit=1 file=license-3.sglic");
        truth.said("safe to unplug visit=1");
        truth.said("safe to unplug visit=2");

        assertThat(violations()).hasSize(2).allMatch(what -> what.startsWith("acknowledged: "));
    }

    @Test
    void whatWasDurableOnceStaysSo() throws IOException, SQLException {
        assertThat(violations()).isEmpty();
        sql("UPDATE version_floor SET version = '1.1.0'");
        sql("UPDATE remembered_time SET state = 'mark 2026-11-22T07:59:59Z'");

        assertThat(violations())
                .hasSize(3)
                .anyMatch(what -> what.startsWith("floor: fell"))
                .anyMatch(what -> what.contains("below what runs"))
                .anyMatch(what -> what.startsWith("mark: "));
    }

    @Test
    void whatAStickHoldsIsNotForgotten() throws IOException {
        oracle.exported(4, "0190");

        assertThat(violations()).singleElement().asString().startsWith("exported: event 4");
    }

    @Test
    void aDatabaseWithoutAllItsTablesIsOneThatIsBeingMadeOrUpgraded() throws IOException, SQLException {
        sql("PRAGMA user_version = 3");
        assertThat(oracle.look()).isEqualTo(new Look(List.of(), "upgrading, schema 3"));

        sql("DELETE FROM visit");
        assertThat(oracle.look()).isEqualTo(new Look(List.of(), "first start: tables being made"));
    }

    /** What an old database holds is known from the first look on, wherever a version of the schema kept it. */
    @Test
    void anUpgradeLosesNothing() throws IOException, SQLException {
        truth.said("license in force visit=1 file=license-2.sglic");
        sql("PRAGMA user_version = 1");
        sql("CREATE TABLE mark (mark TEXT)");
        sql("INSERT INTO mark VALUES ('2026-11-22T08:00:00Z')");
        sql("DROP TABLE remembered_time");
        assertThat(violations()).isEmpty();

        sql("PRAGMA user_version = 4");
        sql("DROP TABLE mark");
        sql("CREATE TABLE trusted_time (state TEXT)");
        sql("INSERT INTO trusted_time VALUES ('mark 2026-11-22T07:59:59Z')");
        sql("DELETE FROM license");
        assertThat(violations())
                .hasSize(2)
                .anyMatch(what -> what.startsWith("mark: fell"))
                .anyMatch(what -> what.startsWith("acknowledged: license 2 was in force"));
    }

    /** The product has grown a step: the phases of this oracle must know it, too. */
    @Test
    void theNewestSchemaIsTheProducts() throws IOException {
        try (Stream<Path> steps = Files.list(Path.of("src/main/resources/dev/sgate/store"))) {
            assertThat(steps.filter(file -> file.toString().endsWith(".sql"))).hasSize((int) Phase.NEWEST_SCHEMA);
        }
    }

    @Test
    void aDatabaseThatIsGoneIsMissed() throws IOException {
        truth.said("license in force visit=1 file=license-1.sglic");
        Files.delete(state.resolve("sgate.db"));

        assertThat(violations()).singleElement().asString().startsWith("acknowledged: a license was in force");
    }
}
