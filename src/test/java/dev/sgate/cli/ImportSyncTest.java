package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an import puts into the ledger, and what its report says. */
class ImportSyncTest extends ImportSyncCase {
    @Test
    void aFirstImportAcceptsAndASecondFindsOnlyDuplicates() throws Exception {
        Sha256 seen = device(1);
        Path file = desk.file(
                "journal-1.sgsync",
                journal.device(seen, now.minusSeconds(9), now).file());

        JsonNode first = importOf(file);
        List<String> after = ledger();
        JsonNode second = importOf(file);

        assertCounts(first, 6, 0, 0, 1, 0);
        assertThat(first.get("files").get(0).get("devicesCreated").get(0).asText())
                .isEqualTo(seen.hex());
        assertCounts(second, 0, 6, 0, 0, 0);
        assertThat(ledger()).isEqualTo(after);
    }

    @Test
    void overlappingFilesInAnyOrderGiveTheSameLedger() throws Exception {
        Sha256 seen = device(1);
        Path early = desk.file(
                "a.sgsync",
                journal.copy()
                        .device(seen, now.minusSeconds(90), now.minusSeconds(50))
                        .file(1, 4));
        Path late = desk.file(
                "b.sgsync",
                journal.copy().device(seen, now.minusSeconds(80), now).file(3, 6));

        JsonNode report = importOf(early, late);
        assertCounts(report, 6, 2, 0, 1, 1);
        List<String> forwards = ledger();
        desk = new Desk(Files.createDirectory(folder.resolve("other")));
        Files.copy(folder.resolve("desk.db"), desk.ledger());
        clearImports();
        JsonNode reversed = importOf(late, early);

        assertThat(reversed.get("appliances").get(0).get("gaps")).isEmpty();
        assertThat(ledger()).isEqualTo(forwards);
    }

    @Test
    void aFolderIsImportedWhole() throws IOException {
        Path sticks = Files.createDirectory(folder.resolve("sticks"));
        Files.write(sticks.resolve("JOURNAL-1.SGSYNC"), journal.file(1, 3));
        Files.write(sticks.resolve("journal-2.sgsync"), journal.file(4, 6));
        Files.write(sticks.resolve("readme.txt"), new byte[] {1});

        assertCounts(importOf(sticks), 6, 0, 0, 0, 0);
        assertThat(sgate("import-sync", Files.createDirectory(folder.resolve("empty")), "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void eventsFromTheFutureAreRejectedButKeepTheirPlace() throws Exception {
        Instant future = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        journal.event(EventType.STARTUP, future).event(EventType.STARTUP, now.plus(30, ChronoUnit.MINUTES));
        Path file = desk.file("journal.sgsync", journal.file());

        JsonNode report = importOf(file);
        assertCounts(report, 7, 0, 1, 0, 0);
        JsonNode rejected = report.get("files").get(0).get("rejectedEvents").get(0);
        assertThat(rejected.get("seq").asLong()).isEqualTo(7);
        assertThat(rejected.get("reason").asText()).isEqualTo("future");
        assertThat(Desk.json(rejected.get("line").asText()).get("seq").asLong()).isEqualTo(7);
        assertThat(report.get("files").get(0).get("gaps")).isEmpty();
        assertThat(query("SELECT rejected FROM event WHERE seq = 7")).containsExactly("future");
        assertThat(sgate("import-sync", file, "--ledger", desk.ledger()).out()).contains("8 duplicates");
    }

    @Test
    void theReportSaysToLookAtTheClockFirst() {
        journal.event(EventType.STARTUP, now.plus(2, ChronoUnit.DAYS));
        CommandRun run = sgate("import-sync", desk.file("journal.sgsync", journal.file()), "--ledger", desk.ledger());

        assertThat(run.out()).contains("accepted         6", "look at the appliance's clock first");
    }

    @Test
    void whatIsHeldIsAcknowledgedInTheNextBundleWhichNamesTheAppliance() throws IOException {
        importOf(desk.file("journal.sgsync", journal.file(1, 4)));
        JsonNode next = desk.exported("--license", license.get("licenseId").asText());

        assertThat(next.get("appliances").get(0).asText()).isEqualTo(journal.keyId());
        JsonNode envelope = Desk.json(Files.readString(Path.of(next.get("file").asText())));
        JsonNode payload = Desk.json(new String(
                java.util.Base64.getDecoder().decode(envelope.get("payload").asText()), StandardCharsets.UTF_8));
        assertThat(payload.get("ack")
                        .get(journal.applianceId().toString())
                        .get("seq")
                        .asLong())
                .isEqualTo(4);
    }

    @Test
    void moreDevicesThanSeatsIsOverActivation() {
        UUID id = UUID.fromString(license.get("licenseId").asText());
        for (int i = 0; i < 7; i++) {
            journal.event(EventDraft.of(EventType.ACTIVATION, now, Map.of())
                    .aboutLicense(id)
                    .aboutDevice(device(i).hex()));
        }
        Path all = desk.file("journal.sgsync", journal.file());
        JsonNode report = importOf(all);

        assertThat(report.get("overActivations").get(0).get("seats").asLong()).isEqualTo(5);
        assertThat(report.get("overActivations").get(0).get("devices")).hasSize(7);
        assertThat(sgate("import-sync", all, "--ledger", desk.ledger()).out())
                .contains("over-activation", device(0).hex());
    }

    @Test
    void theReportIsAlsoAPageAndTwoTables() throws IOException {
        journal.device(device(1), now.minusSeconds(9), now);
        Path file = desk.file("journal.sgsync", journal.file());
        Path page = folder.resolve("report.html");
        Path devices = folder.resolve("devices.csv");
        Path events = folder.resolve("events.csv");
        Object[] line = {
            "import-sync",
            file,
            "--ledger",
            desk.ledger(),
            "--html",
            page,
            "--devices-csv",
            devices,
            "--events-csv",
            events
        };

        assertThat(sgate(line).status()).isZero();
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("journal.sgsync", "<svg");
        assertThat(Files.readAllLines(devices))
                .hasSize(2)
                .element(1)
                .asString()
                .contains(device(1).hex(), "counted");
        assertThat(Files.readAllLines(events)).hasSize(7);
        CommandRun again = sgate(line);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("report.html is there already");
    }

    private void clearImports() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger());
                Statement statement = connection.createStatement()) {
            for (String table : List.of("event", "device", "import", "appliance_bundle", "appliance")) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }
}
