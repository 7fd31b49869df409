package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.JournalBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What is no journal, and what is no ledger. */
class ImportSyncRefusedTest extends ImportSyncCase {
    @Test
    void whatIsNotOneIntactJournalIsRefusedSayingWhich() throws Exception {
        byte[] whole = journal.file();
        byte[] resaved = new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        byte[] flipped = whole.clone();
        flipped[flipped.length - 9] ^= 1;
        List<String> before = ledger();

        assertRefused(desk.file("journal.sgsync", zip(whole)), "malformed", "zip");
        assertRefused(desk.file("big.sgsync", new byte[16 << 20]), "too-large", "16 MiB");
        assertRefused(
                desk.file("resaved.sgsync", resaved),
                "digest-mismatch,truncated,trailing-data",
                "signature is not intact");
        assertRefused(desk.file("flipped.sgsync", flipped), "digest-mismatch", "signature is not intact");
        assertRefused(Path.of(license.get("file").asText()), "unknown-key", "signature is not intact");
        assertThat(ledger()).isEqualTo(before);
    }

    @Test
    void aJournalThatUnpacksToMoreThanItSaysLeavesNothingBehind() throws Exception {
        List<String> before = ledger();
        journal.spoilLines(lines -> new byte[0]).spoilAttachment(attachment -> JournalBuilder.bomb(200));

        assertRefused(desk.file("bomb.sgsync", journal.file()), "too-large", "");
        assertThat(ledger()).isEqualTo(before);
    }

    @Test
    void aRefusedFileDoesNotHoldBackTheOthers() {
        Path bad = desk.file("a.sgsync", new byte[] {1});
        Path good = desk.file("b.sgsync", journal.file());

        CommandRun run = sgate("import-sync", bad, good, "--ledger", desk.ledger(), "--json");
        assertThat(run.status()).isEqualTo(4);
        assertThat(Desk.json(run.out()).get("accepted").asLong()).isEqualTo(6);
    }

    @Test
    void aLedgerThatIsNotThereIsNotMade() {
        Path misspelt = folder.resolve("dsek.db");
        CommandRun run = sgate("import-sync", desk.file("journal.sgsync", journal.file()), "--ledger", misspelt);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no such ledger", "dsek.db");
        assertThat(misspelt).doesNotExist();
    }

    @Test
    void aDatabaseWithTablesAndNoVersionIsNotTaken() throws Exception {
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (a)");
        }
        CommandRun run = sgate("import-sync", desk.file("journal.sgsync", journal.file()), "--ledger", other);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is not the ledger of a vendor's desk");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement();
                var tables = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            assertThat(tables.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void anotherDatabaseIsNotTaken() throws Exception {
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (a); PRAGMA user_version = 1");
        }
        byte[] before = Files.readAllBytes(other);
        CommandRun run = sgate("import-sync", desk.file("journal.sgsync", journal.file()), "--ledger", other);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is not the ledger of a vendor's desk");
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
        assertThat(folder.resolve("other.db-wal")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAsItIs() throws Exception {
        Path other = Files.writeString(folder.resolve("notes.txt"), "buy milk");
        CommandRun run = sgate("import-sync", desk.file("journal.sgsync", journal.file()), "--ledger", other);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is not the ledger of a vendor's desk");
        assertThat(other).hasContent("buy milk");
    }

    private void assertRefused(Path file, String codes, String reason) {
        CommandRun run = sgate("import-sync", file, "--ledger", desk.ledger(), "--json");
        JsonNode refused = Desk.json(run.out()).get("files").get(0);
        assertThat(run.status()).isEqualTo(4);
        assertThat(codes.split(",")).contains(refused.get("code").asText());
        assertThat(refused.get("evidence").path("reason").asText()).contains(reason);
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("journal.sgsync"));
            zip.write(content);
        }
        return packed.toByteArray();
    }
}
