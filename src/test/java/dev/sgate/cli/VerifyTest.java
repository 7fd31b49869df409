package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void desk() {
        desk = new Desk(folder);
    }

    @Test
    void aLicenseIsJudgedByItsOwnTimes() {
        Path file = license();

        assertRefused(desk.verify(file, "--at", "2099-01-01"), "expired");
        assertRefused(desk.verify(file, "--at", "2001-01-01T00:00:00Z"), "not-yet-valid");
        JsonNode refused = Desk.json(desk.verify(file, "--at", "2099-01-01").out());
        assertThat(refused.get("evidence").has("validUntil")).isTrue();
        assertThat(refused.get("customer").asText()).as("the signature held").isEqualTo("Example Ltd");
    }

    @Test
    void afterActivateByItOpensNoPool() {
        Path file = Path.of(desk.exportedNew("--valid-until", "2098-12-31", "--activate-by", "2098-01-01")
                .get("file")
                .asText());
        JsonNode refused = Desk.json(desk.verify(file, "--at", "2098-06-01").out());

        assertThat(refused.get("code").asText()).isEqualTo("expired");
        assertThat(refused.get("evidence").has("activateBy")).isTrue();
    }

    @Test
    void anEditedLicenseSaysNothingOfItsContent() throws IOException {
        Path file = license();
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"sig\":\"", "\"sig\":\"AAAA"));
        assertRefused(desk.verify(file), "bad-signature");
        assertThat(desk.verify(file).out()).doesNotContain("Example");
        Files.writeString(file, text + "x");
        assertRefused(desk.verify(file), "trailing-data");
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertRefused(desk.verify(file), "malformed");
        Files.write(file, new byte[5 << 20]);
        assertRefused(desk.verify(file), "too-large");
    }

    @Test
    void aSignerWithoutTheRoleIsNotEnough() {
        Path byUpdateKey = Path.of(Desk.answer(desk.exportLicenseSignedBy(
                        desk.at("update.pem"),
                        folder,
                        "--json",
                        "--pool",
                        "5",
                        "--customer",
                        "X",
                        "--product",
                        "press"))
                .get("file")
                .asText());

        assertRefused(desk.verify(byUpdateKey), "wrong-role");
    }

    @Test
    void theAttachmentIsReadToItsLastByte() throws IOException {
        Path file = update();
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(desk.verify(file), "truncated");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(desk.verify(file), "trailing-data");
        byte[] flipped = whole.clone();
        flipped[flipped.length - 1] ^= 1;
        Files.write(file, flipped);
        assertRefused(desk.verify(file), "digest-mismatch");
    }

    @Test
    void aDamagedAttachmentRefusesTheWholeLicense() throws IOException {
        Path file = Path.of(desk.exportedNew("--update", update(), "--trust", desk.trust())
                .get("file")
                .asText());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        assertRefused(desk.verify(file), "truncated");
        assertThat(Desk.json(desk.verify(file).out()).get("update").get("code").asText())
                .isEqualTo("truncated");
    }

    @Test
    void anExpiredUpdateInsideDoesNotRefuseTheLicense() throws IOException {
        Path update = Path.of(desk.update(desk.file("press", new byte[100]), "--expires", "2098-01-01")
                .get("file")
                .asText());
        Path file = Path.of(desk.exportedNew(
                        "--valid-until",
                        "2098-12-31",
                        "--activate-by",
                        "2098-12-31",
                        "--update",
                        update,
                        "--trust",
                        desk.trust())
                .get("file")
                .asText());
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND); // is not read any more

        CommandRun run = desk.verify(file, "--at", "2098-06-01");
        assertThat(run.status()).isZero();
        JsonNode answer = Desk.json(run.out());
        assertThat(answer.get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("update").get("code").asText()).isEqualTo("expired");
    }

    @Test
    void nothingIsTrustedWhereTheTrustDocumentIsNotWhole() throws IOException {
        Path file = license();
        Path empty = desk.file("empty.sgtrust", new byte[0]);
        Path open = Files.copy(desk.trust(), desk.at("open.sgtrust"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path edited = desk.file(
                "edited.sgtrust",
                Files.readString(desk.trust())
                        .replace("\"sig\":\"", "\"sig\":\"AAAA")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        for (Path trust : List.of(empty, open, edited, desk.at("missing.sgtrust"), folder)) {
            for (Path checked : List.of(file, desk.trust())) {
                CommandRun run = sgate("verify", checked, "--trust", trust, "--json");
                assertThat(run.status()).as(trust.toString()).isEqualTo(4);
                assertThat(Desk.json(run.out()).get("code").asText()).isEqualTo("unknown-key");
                assertThat(run.err()).startsWith("sgate: nothing is trusted: ");
            }
        }
    }

    @Test
    void aTrustDocumentIsJudgedByTheOneInPlace() throws IOException {
        assertThat(desk.verify(desk.trust()).status()).isZero();
        Path same = desk.at("same.sgtrust");
        Desk.succeed(
                "trust",
                "init",
                "--root",
                desk.at("root.pub"),
                "--license",
                desk.at("license.pub"),
                "--update",
                desk.at("update.pub"),
                "--sign",
                desk.at("root.pem"),
                "--expires",
                "2090-01-01",
                "--out",
                same);
        assertRefused(desk.verify(same), "equivocation");
        Desk other = new Desk(Files.createDirectory(folder.resolve("other")));
        assertRefused(desk.verify(other.trust()), "bad-signature");
        Files.write(
                desk.at("more.sgtrust"),
                (Files.readString(desk.trust()) + "x").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertRefused(desk.verify(desk.at("more.sgtrust")), "trailing-data");
    }

    @Test
    void aJournalProvesItselfByItsDeviceKey() {
        JournalBuilder journal =
                new JournalBuilder().event(EventType.STARTUP, NOON).event(EventType.STARTUP, NOON);
        Path file = desk.file("journal-20260301.sgsync", journal.file());

        JsonNode answer = Desk.json(desk.verify(file).out());
        assertThat(answer.get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("applianceId").asText())
                .isEqualTo(journal.applianceId().toString());
        assertThat(answer.get("eventsByType").get("startup").asLong()).isEqualTo(2);
        byte[] broken =
                journal.spoilPayload(payload -> payload.put("lastSeq", 7)).file();
        assertRefused(desk.verify(desk.file("broken.sgsync", broken)), "malformed");
    }

    @Test
    void ofSeveralFilesTheWorstCountsAndEachHasItsLine() throws IOException {
        Path good = license();
        Path bad = desk.file("bad.sglic", "no envelope".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        CommandRun run = desk.verify(good, bad, good);
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out().lines().map(line -> Desk.json(line).get("outcome").asText()))
                .containsExactly("accepted", "refused", "accepted");
    }

    @Test
    void textForPeopleStartsWithTheOutcome() throws IOException {
        CommandRun run = sgate("verify", license(), "--trust", desk.trust());

        assertThat(run.out().lines().findFirst().orElseThrow()).endsWith(".sglic: accepted");
        assertThat(run.out()).contains("Example Ltd");
        Path bad = desk.file("bad.sglic", new byte[] {'{'});
        assertThat(sgate("verify", bad, "--trust", desk.trust()).out()).startsWith(bad + ": refused, malformed (");
    }

    @Test
    void aFileThatIsNotThereIsUsage() {
        CommandRun run = desk.verify(desk.at("missing.sglic"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(desk.verify(folder).status()).isEqualTo(2);
    }

    @Test
    void aLongFileIsToldOfOnStandardErrorOnly() throws IOException {
        byte[] big = new byte[9 << 20];
        new Random(1).nextBytes(big);
        Path app = desk.file("press", big);
        CommandRun made = sgate(
                "export",
                "update",
                "--key",
                desk.at("update.pem"),
                "--app",
                app,
                "--product",
                "press",
                "--app-version",
                "1.0.0",
                "--out",
                folder,
                "--json");

        assertThat(made.err().lines())
                .containsExactly(
                        "sgate: hashing press (9 MiB)", "sgate: writing press-1.0.0-linux-amd64.sgupd (9 MiB)");
        CommandRun run = desk.verify(Desk.json(made.out()).get("file").asText());
        assertThat(run.err().lines()).singleElement().asString().contains("checking");
        assertThat(run.out().lines()).hasSize(1);
    }

    private Path license() {
        return Path.of(desk.exportedNew().get("file").asText());
    }

    private Path update() {
        return Path.of(
                desk.update(desk.file("press", new byte[70_000])).get("file").asText());
    }

    private static void assertRefused(CommandRun run, String code) {
        JsonNode answer = Desk.json(run.out());
        assertThat(answer.path("code").asText()).as(run.out()).isEqualTo(code);
        assertThat(answer.get("outcome").asText()).isEqualTo("refused");
        assertThat(run.status()).isEqualTo(4);
    }
}
