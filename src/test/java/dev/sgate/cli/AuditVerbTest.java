package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbTest {
    @TempDir
    Path folder;

    private Desk desk;
    private String license;

    @BeforeEach
    void threeRevocations() {
        desk = new Desk(folder);
        license = desk.exportedNew().get("licenseId").asText();
        for (int i = 0; i < 3; i++) {
            assertThat(sgate("revoke", license, "--ledger", desk.ledger()).status())
                    .isZero();
        }
    }

    private CommandRun audit(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "audit";
        all[1] = "--ledger";
        all[2] = desk.ledger();
        System.arraycopy(words, 0, all, 3, words.length);
        return sgate(all);
    }

    @Test
    void showsWhoDidWhat() {
        List<String> lines = audit("--subject", license).out().lines().toList();
        assertThat(lines.getLast()).contains("LicenseRevoked", license, System.getProperty("user.name"));
        assertThat(audit("--since", "2999-01-01").out()).isEmpty();
        assertThat(audit("--subject", "nobody").out()).isEmpty();
        JsonNode row = Desk.json(audit("--json").out().lines().toList().getLast());
        assertThat(row.get("action").asText()).isEqualTo("LicenseRevoked");
        assertThat(row.get("subject").asText()).isEqualTo(license);
    }

    @Test
    void aWholeLogIsWhole() {
        CommandRun run = audit("--verify");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("the audit log is whole", "it ends at ");
        JsonNode answer = Desk.json(audit("--verify", "--json").out());
        assertThat(answer.get("intact").asBoolean()).isTrue();
        assertThat(audit("--verify", "--head", end(answer)).status()).isZero();
    }

    private static String end(JsonNode answer) {
        return answer.get("no").asLong() + "=" + answer.get("hash").asText();
    }

    @Test
    void anEditedRowIsFound() throws Exception {
        spoil("UPDATE audit SET who = 'nobody' WHERE no = (SELECT max(no) - 1 FROM audit)");
        assertFault("edited");
    }

    @Test
    void anEditedLineIsFoundAlsoWithItsHashMadeToFit() throws Exception {
        spoil("UPDATE audit SET line = replace(line, 'LicenseRevoked', 'LicenseRekeyed'), action = 'LicenseRekeyed'"
                + " WHERE no = (SELECT max(no) - 1 FROM audit)");
        assertFault("edited");
    }

    @Test
    void aRemovedRowIsFound() throws Exception {
        spoil("DELETE FROM audit WHERE no = (SELECT max(no) - 1 FROM audit)");
        assertFault("missing");
    }

    @Test
    void aRemovedLastRowIsFound() throws Exception {
        spoil("DELETE FROM audit WHERE no = (SELECT max(no) FROM audit)");
        assertFault("missing");
    }

    /** What a chain alone cannot show: rows taken off its end by somebody who also sets the end back. A noted end shows it. */
    @Test
    void aLogThatWasCutAndEndedAnewIsFoundByANotedEndAlone() throws Exception {
        String noted = end(Desk.json(audit("--verify", "--json").out()));
        spoil("DELETE FROM audit WHERE no = (SELECT max(no) FROM audit);"
                + " UPDATE audit_head SET no = (SELECT max(no) FROM audit),"
                + " hash = (SELECT hash FROM audit ORDER BY no DESC LIMIT 1)");

        assertThat(audit("--verify").status()).isZero();
        CommandRun run = audit("--verify", "--head", noted);
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).contains("the log was cut, or written anew");
    }

    @Test
    void aPackIsMadeOnceAndSaysWhereTheLogEnds() throws Exception {
        Path pack = folder.resolve("pack.jsonl");
        JsonNode made = Desk.json(
                audit("--pack", pack, "--key", desk.at("license.pem"), "--json").out());
        JsonNode verified = Desk.json(audit("--verify", "--json").out());
        assertThat(made.get("auditHash")).isEqualTo(verified.get("hash"));
        assertThat(Files.readAllLines(pack)).hasSizeGreaterThan(4);
        assertThat(audit("--pack", pack, "--key", desk.at("license.pem")).status())
                .isEqualTo(2);
    }

    @Test
    void halfACommandIsNotRun() {
        assertThat(audit("--pack", folder.resolve("pack.jsonl")).status()).isEqualTo(2);
        assertThat(audit("--head", "1=" + "0".repeat(64)).status()).isEqualTo(2);
        assertThat(audit("--verify", "--head", "zero").status()).isEqualTo(2);
        assertThat(sgate("audit", "--ledger", folder.resolve("none.db")).status())
                .isEqualTo(2);
        assertThat(folder.resolve("pack.jsonl")).doesNotExist();
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    private void assertFault(String kind) {
        CommandRun run = audit("--verify", "--json");
        assertThat(run.status()).isEqualTo(4);
        assertThat(Desk.json(run.out()).get("faults").get(0).get("fault").asText())
                .isEqualTo(kind);
        assertThat(audit("--verify").out()).contains("NOT as it was written");
    }

    /** As somebody with the file could. */
    private void spoil(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TRIGGER audit_not_changed; DROP TRIGGER audit_not_removed; " + sql);
        }
    }
}
