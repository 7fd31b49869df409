package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportSyncTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    private Desk desk;
    private JsonNode license;
    private JournalBuilder journal;

    @BeforeEach
    void aJournalUnderALicenseOfThisDesk() {
        desk = new Desk(folder);
        license = desk.newLicense();
        journal = journal(new JournalBuilder());
        for (int i = 0; i < 6; i++) {
            journal.event(EventType.STARTUP, now.minusSeconds(600 - i));
        }
    }

    private JournalBuilder journal(JournalBuilder empty) {
        return empty.underBundle(UUID.fromString(license.get("bundleId").asText()));
    }

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
    void anIdUnderAnotherNumberIsRejected() {
        journal.event(journal.lastId(), EventDraft.of(EventType.STARTUP, now, Map.of()));

        JsonNode report = importOf(desk.file("journal.sgsync", journal.file()));
        assertCounts(report, 6, 0, 1, 0, 0);
        assertThat(report.get("files")
                        .get(0)
                        .get("rejectedEvents")
                        .get(0)
                        .get("reason")
                        .asText())
                .isEqualTo("known-id");
    }

    @Test
    void twoHistoriesOfOneApplianceAreAFork() {
        JournalBuilder copy = journal.copy().event(EventType.STARTUP, now);
        journal.event(EventType.SHUTDOWN, now);
        importOf(desk.file("one.sgsync", journal.file()));

        JsonNode report = importOf(desk.file("other.sgsync", copy.file()));
        assertCounts(report, 0, 6, 0, 0, 0);
        assertThat(report.get("forked").asLong()).isEqualTo(1);
        assertThat(report.get("files")
                        .get(0)
                        .get("rejectedEvents")
                        .get(0)
                        .get("reason")
                        .asText())
                .isEqualTo("fork");
        JsonNode appliance = report.get("appliances").get(0);
        assertThat(appliance.get("forks").get(0).asLong()).isEqualTo(7);
        assertThat(appliance.get("wholeTo").asLong()).isEqualTo(6);
        assertThat(desk.license("--license", license.get("licenseId").asText()).has("appliances"))
                .isTrue();
    }

    @Test
    void aForkIsAlsoSeenWhereTheStretchesOnlyTouch() {
        JournalBuilder copy = journal.copy().event(EventType.STARTUP, now).event(EventType.STARTUP, now);
        journal.event(EventType.SHUTDOWN, now);
        importOf(desk.file("one.sgsync", journal.file()));

        JsonNode report = importOf(desk.file("other.sgsync", copy.file(8, 8)));
        assertThat(report.get("files").get(0).get("forks").get(0).asLong()).isEqualTo(8);
    }

    @Test
    void missingPartsAreSaid() {
        JsonNode report = importOf(desk.file("middle.sgsync", journal.file(3, 4)));

        JsonNode gaps = report.get("files").get(0).get("gaps");
        assertThat(gaps).hasSize(2);
        assertThat(gaps.get(0).get("first").asLong()).isEqualTo(1);
        assertThat(gaps.get(0).get("last").asLong()).isEqualTo(2);
        assertThat(gaps.get(1).get("first").asLong()).isEqualTo(5);
        assertThat(gaps.get(1).get("last").asLong()).isEqualTo(6);
    }

    /** Events 3 to 6 are lost on the appliance; 7 tells of it. */
    @ParameterizedTest
    @ValueSource(strings = {"journal-key-lost", "state-rebuilt", "state-older"})
    void eventsThatWentWithTheJournalKeyOrTheDatabaseAreLetGoByAPerson(String kind) throws Exception {
        importOf(desk.file("before.sgsync", journal.file(1, 2)));
        journal.event(
                EventDraft.of(EventType.WARNING, now, Payloads.members("kind", kind, "firstSeq", 1, "lastSeq", 6)));
        Path file = desk.file("after.sgsync", journal.file(7, 7));
        CommandRun told = sgate("import-sync", file, "--ledger", desk.ledger());
        assertThat(told.out()).contains("lost: events 3 to 6", "accept-gap").doesNotContain("ask for the other files");

        Object[] letGo = {"appliance", "accept-gap", journal.applianceId(), "--ledger", desk.ledger()};
        assertThat(sgate(letGo).out()).contains("events 3 to 6 are let go");
        JsonNode after = importOf(file).get("appliances").get(0);
        assertThat(after.get("wholeTo").asLong()).isEqualTo(7);
        assertThat(after.get("gaps")).isEmpty();
        assertThat(after.get("forks")).isEmpty();
        assertThat(query("SELECT line FROM audit WHERE action = 'GapAccepted'").getFirst())
                .contains("\"firstSeq\":3,\"lastSeq\":6");
        assertThat(sgate(letGo).status()).isEqualTo(2);
    }

    @Test
    void aGapThatNobodyToldOfIsNotLetGo() {
        importOf(desk.file("middle.sgsync", journal.file(3, 4)));
        CommandRun run = sgate("appliance", "accept-gap", journal.applianceId(), "--ledger", desk.ledger());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("told of no lost journal key or database");
        assertThat(importOf(desk.file("again.sgsync", journal.file(3, 4)))
                        .get("appliances")
                        .get(0)
                        .get("wholeTo")
                        .asLong())
                .isZero();
    }

    @Test
    void anApplianceThatNamesNoBundleOfOursIsParkedUntilItDoes() {
        JournalBuilder stranger =
                new JournalBuilder().event(EventType.STARTUP, now).device(device(3), now, now);
        JsonNode report = importOf(desk.file("stranger.sgsync", stranger.file()));

        assertCounts(report, 0, 0, 0, 0, 0);
        assertThat(report.get("parked").asLong()).isEqualTo(1);
        assertThat(report.get("files").get(0).get("parked").asBoolean()).isTrue();
        JsonNode later = importOf(desk.file("later.sgsync", journal(stranger).file()));
        assertThat(later.get("files").get(0).get("parked").asBoolean()).isFalse();
    }

    @Test
    void aBundleForOthersDoesNotEnrol() {
        JsonNode forOthers = desk.newLicense("--appliance", "b".repeat(64));
        JournalBuilder stranger = new JournalBuilder()
                .underBundle(UUID.fromString(forOthers.get("bundleId").asText()))
                .event(EventType.STARTUP, now);
        assertThat(importOf(desk.file("stranger.sgsync", stranger.file()))
                        .get("files")
                        .get(0)
                        .get("parked")
                        .asBoolean())
                .isTrue();

        JsonNode forIt = desk.newLicense("--appliance", stranger.keyId());
        stranger.underBundle(UUID.fromString(forIt.get("bundleId").asText()));
        assertThat(importOf(desk.file("again.sgsync", stranger.file()))
                        .get("files")
                        .get(0)
                        .get("parked")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anEnrolledApplianceThatClaimsAnothersBundleGetsIntoNothingOfTheirs() {
        JsonNode forOthers = desk.newLicense("--appliance", "b".repeat(64));
        journal.underBundle(UUID.fromString(forOthers.get("bundleId").asText()));

        JsonNode report = importOf(desk.file("claim.sgsync", journal.file()));

        assertThat(report.get("files").get(0).get("parked").asBoolean()).isFalse();
        assertThat(report.get("licenses")).hasSize(1);
        assertThat(report.get("licenses").get(0).get("licenseId")).isEqualTo(license.get("licenseId"));
        JsonNode next = desk.license("--license", forOthers.get("licenseId").asText());
        assertThat(next.path("appliances").toString()).doesNotContain(journal.keyId());
    }

    @Test
    void theSameMachineUnderAnotherKeyIsReported() {
        importOf(desk.file("one.sgsync", journal.fingerprint(device(5)).file()));
        JournalBuilder again =
                journal(new JournalBuilder()).fingerprint(device(5)).event(EventType.STARTUP, now);

        JsonNode report = importOf(desk.file("two.sgsync", again.file()));
        assertThat(report.get("files").get(0).get("sameMachine").get(0).asText())
                .isEqualTo(journal.applianceId().toString());
    }

    @Test
    void whatIsHeldIsAcknowledgedInTheNextBundleWhichNamesTheAppliance() throws IOException {
        importOf(desk.file("journal.sgsync", journal.file(1, 4)));
        JsonNode next = desk.license("--license", license.get("licenseId").asText());

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

    @Test
    void aPersonLetsAParkedApplianceIn() {
        JournalBuilder stranger = new JournalBuilder().event(EventType.STARTUP, now);
        Path file = desk.file("stranger.sgsync", stranger.file());
        importOf(file);
        String id = stranger.applianceId().toString();
        assertThat(sgate("appliance", "list", "--parked", "--ledger", desk.ledger())
                        .out())
                .contains(id, "parked");

        assertThat(sgate("appliance", "accept", id, "--ledger", desk.ledger()).status())
                .isZero();

        assertThat(importOf(file).get("parked").asLong()).isZero();
        JsonNode listed = Desk.succeed("appliance", "list", "--json", "--ledger", desk.ledger())
                .get("appliances")
                .get(0);
        assertThat(listed.get("parked").asBoolean()).isFalse();
        assertThat(listed.get("acceptedBy").asText()).isNotEmpty();
        CommandRun again = sgate("appliance", "accept", id, "--ledger", desk.ledger());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is not parked");
    }

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
        journal.spoilLines(lines -> new byte[0])
                .spoilAttachment(attachment -> JournalBuilder.gzip(new byte[200 << 20]));

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

    private JsonNode importOf(Path... files) {
        List<Object> words = new ArrayList<>(List.of("import-sync", "--json", "--ledger", desk.ledger()));
        words.addAll(List.of(files));
        return Desk.succeed(words.toArray());
    }

    private void assertRefused(Path file, String codes, String reason) {
        CommandRun run = sgate("import-sync", file, "--ledger", desk.ledger(), "--json");
        JsonNode refused = Desk.json(run.out()).get("files").get(0);
        assertThat(run.status()).isEqualTo(4);
        assertThat(codes.split(",")).contains(refused.get("code").asText());
        assertThat(refused.get("evidence").path("reason").asText()).contains(reason);
    }

    private static void assertCounts(
            JsonNode report, long accepted, long duplicates, long rejected, long created, long updated) {
        assertThat(List.of("accepted", "duplicates", "rejected", "devicesCreated", "devicesUpdated"))
                .extracting(name -> report.get(name).asLong())
                .containsExactly(accepted, duplicates, rejected, created, updated);
    }

    private static Sha256 device(int number) {
        byte[] seed = new byte[8];
        new Random(number).nextBytes(seed);
        return Sha256.of(seed);
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("journal.sgsync"));
            zip.write(content);
        }
        return packed.toByteArray();
    }

    /** All that imports wrote, without when and from which file. */
    private List<String> ledger() throws SQLException {
        List<String> rows = new ArrayList<>();
        rows.addAll(query(
                "SELECT appliance_id || fingerprint || tip_seq || (enrolled_at IS NULL) FROM appliance ORDER BY 1"));
        rows.addAll(query("SELECT appliance_id || bundle_id FROM appliance_bundle ORDER BY 1"));
        rows.addAll(
                query("SELECT appliance_id || seq || digest || coalesce(rejected, '') || line FROM event ORDER BY 1"));
        rows.addAll(query("SELECT appliance_id || fingerprint || first_seen || last_seen FROM device ORDER BY 1"));
        return rows;
    }

    private void clearImports() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger());
                Statement statement = connection.createStatement()) {
            for (String table : List.of("event", "device", "import", "appliance_bundle", "appliance")) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
