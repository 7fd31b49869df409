package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalRecipient;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentPart;
import dev.sgate.journal.SegmentWriter;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.vectors.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code keygen --role journal} to {@code import-sync --journal-key}: the key that appliances encrypt their journals to. */
class EncryptedJournalTest {
    @TempDir
    Path folder;

    private Desk desk;
    private Path journal;

    @BeforeEach
    void aJournalThatIsEncryptedToTheDesk() throws IOException {
        desk = new Desk(folder);
        Desk.succeed("keygen", "--role", "journal", "--id", "j1", "--out", folder);
        JsonNode license = desk.exportedNew("--journal-key", desk.at("j1.pub"));
        Path bundle = Path.of(license.get("file").asText());
        LicenseBundle minted = Samples.get(new SealedFile(new ByteArrayInputStream(Files.readAllBytes(bundle)))
                .open(Samples.get(Keyring.pin(Files.readAllBytes(desk.trust()))))
                .then(LicenseBundle::from));
        JournalKey key = minted.terms().journalKey().orElseThrow();
        assertThat(key.keyid()).isEqualTo("j1");
        journal = desk.file(
                "back.sgsync",
                sealed(
                        new JournalRecipient(key.keyid(), key.x25519()),
                        minted.terms().bundleId()));
    }

    private static byte[] sealed(JournalRecipient to, UUID bundle) throws IOException {
        SigningKey device = SigningKey.newEd25519(new SecureRandom());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SegmentExport export = new SegmentExport(
                Segment.applianceId((Ed25519PublicKey) device.publicKey()),
                Sha256.of(new byte[] {1}),
                1,
                now,
                List.of(bundle),
                List.of(),
                ChainHead.EMPTY,
                Optional.of(to));
        ByteArrayOutputStream attachment = new ByteArrayOutputStream();
        EventLine only = EventLine.append(
                ChainHead.EMPTY, UUID.randomUUID(), EventDraft.of(EventType.STARTUP, now, Map.of("word", "here")));
        SegmentPart part = SegmentWriter.write(export, each -> each.accept(only), device, number -> attachment)
                .getFirst();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(part.envelopeLine());
        attachment.writeTo(file);
        return file.toByteArray();
    }

    private CommandRun importWith(Object... more) {
        List<Object> words =
                new java.util.ArrayList<>(List.of("import-sync", journal, "--ledger", desk.ledger(), "--json"));
        words.addAll(List.of(more));
        return sgate(words.toArray());
    }

    @Test
    void opensWithTheDesksKey() {
        CommandRun run = importWith("--journal-key", desk.at("j1.pem"));
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(Desk.json(run.out()).toString()).contains("\"accepted\":1");
    }

    @Test
    void withoutTheRightKeyNothingIsKeptAndTheAnswerSaysWhatIsMissing() throws IOException {
        Path keys = Files.createDirectory(folder.resolve("other"));
        Desk.succeed("keygen", "--role", "journal", "--id", "j2", "--out", keys);
        Desk.succeed("keygen", "--role", "journal", "--id", "j1", "--out", keys);

        assertThat(importWith().out()).contains("unsupported-version", "no journal key");
        assertThat(importWith("--journal-key", keys.resolve("j2.pem")).out()).contains("unknown-key", "no journal key");
        CommandRun wrong = importWith("--journal-key", keys.resolve("j1.pem"));
        assertThat(wrong.out()).contains("bad-signature", "no journal key");
        assertThat(wrong.status()).isEqualTo(4);
        assertThat(importWith("--journal-key", keys.resolve("j2.pem"), desk.at("j1.pem"))
                        .out())
                .contains("\"accepted\":1");
    }

    @Test
    void verifyOpensItTooAndSaysThatItIsEncrypted() {
        CommandRun run = desk.verify(journal, "--journal-key", desk.at("j1.pem"));
        assertThat(run.status()).isZero();
        assertThat(Desk.json(run.out()).get("encrypted").asBoolean()).isTrue();
        assertThat(desk.verify(journal).out()).contains("unsupported-version");
    }

    @Test
    void aKeyOfAnotherKindIsRefused() {
        assertThat(importWith("--journal-key", desk.at("license.pem")).err()).contains("no journal key (X25519)");
        assertThat(desk.exportLicenseSignedBy(
                                desk.at("j1.pem"),
                                folder,
                                "--pool",
                                "1",
                                "--product",
                                "press",
                                "--customer",
                                "Example Ltd")
                        .err())
                .contains("neither an Ed25519 nor an RSA-4096 key");
        assertThat(desk.exportLicense(
                                folder,
                                "--journal-key",
                                desk.at("license.pub"),
                                "--pool",
                                "1",
                                "--product",
                                "press",
                                "--customer",
                                "Example Ltd")
                        .err())
                .contains("no journal key (X25519)");
    }

    /** Everything would be encrypted to it, and everybody could read it. */
    @Test
    void aWeakKeyIsRefused() {
        String der = "MCowBQYDK2VuAyEA" + "A".repeat(43) + "=";
        Path weak = desk.file(
                "weak.pub",
                ("-----BEGIN PUBLIC KEY-----\n" + der + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(desk.exportLicense(
                                folder,
                                "--journal-key",
                                weak,
                                "--pool",
                                "1",
                                "--product",
                                "press",
                                "--customer",
                                "Example Ltd")
                        .err())
                .contains("a weak journal key");
    }
}
