package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.journal.Segment;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Limits;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.vendor.ledger.DeskLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device's key signs whatever its owner likes. */
class JournalBombIT {
    private static final long TWO_GIB = 2L << 30;
    private static final int DISK_MAX_BYTES = 24 << 20;
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    /** Every line of its first 512 MiB is right, and their chain holds: only there is too much of it. */
    @Test
    void aJournalThatUnpacksToGigabytesCostsNeitherMemoryNorDisk() throws Exception {
        Path bomb = Files.write(folder.resolve("bomb.sgsync"), bomb());
        assertThat(Files.size(bomb)).isLessThan(Limits.JOURNAL_FILE_MAX_BYTES);
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        DeskLedger.open(scratch.resolve("desk.db")).close();

        String said = importInASmallHeap(bomb, scratch);

        assertThat(said)
                .contains("\"code\":\"too-large\"", "events.unpackedLength")
                .endsWith("exit 4\n");
        assertThat(bytesIn(scratch)).isLessThan(DISK_MAX_BYTES);
        assertThat(rows(scratch.resolve("desk.db"))).isZero();
    }

    private static byte[] bomb() throws IOException {
        SigningKey device = SigningKey.newEd25519(new SecureRandom());
        ByteArrayOutputStream attachment = new ByteArrayOutputStream();
        ChainHead first = ChainHead.EMPTY;
        ChainHead last = ChainHead.EMPTY;
        String much = "x".repeat(65_000);
        long unpacked = 0;
        try (OutputStream gzip = fast(attachment)) {
            while (unpacked <= Limits.JOURNAL_UNPACKED_MAX_BYTES) {
                EventDraft draft = EventDraft.of(EventType.WARNING, THEN, Map.of("much", much));
                EventLine event = EventLine.append(last, new UUID(0x7000, last.seq()), draft);
                gzip.write(event.line());
                gzip.write('\n');
                unpacked += event.line().length + 1;
                last = event.head();
            }
            byte[] more = new byte[1 << 20];
            for (; unpacked < TWO_GIB; unpacked += more.length) {
                gzip.write(more);
            }
        }
        byte[] packed = attachment.toByteArray();
        Map<String, Object> payload = Payloads.members(
                "applianceId", Segment.applianceId((Ed25519PublicKey) device.publicKey()),
                "fingerprint", Sha256.of(new byte[] {1}),
                "exportSerial", 1,
                "exportedAt", THEN,
                "part", 1,
                "parts", 1,
                "tip", Payloads.members("seq", last.seq(), "head", last.head()),
                "bundleIds", List.of(),
                "firstSeq", 1,
                "lastSeq", last.seq(),
                "previousHead", first.head(),
                "head", last.head(),
                "devices", Payloads.members("count", 0),
                "events",
                        Payloads.members(
                                "count",
                                last.seq(),
                                "mediaType",
                                "application/x-ndjson+gzip",
                                "unpackedLength",
                                Limits.JOURNAL_UNPACKED_MAX_BYTES,
                                "length",
                                packed.length,
                                "sha256",
                                Sha256.of(packed)));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Sealer.sealByDevice(PayloadType.JOURNAL, payload, device));
        file.writeBytes(packed);
        return file.toByteArray();
    }

    private static OutputStream fast(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 64 << 10) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    private static String importInASmallHeap(Path bomb, Path scratch) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.io.tmpdir=" + scratch,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "import-sync",
                        bomb.toString(),
                        "--ledger",
                        scratch.resolve("desk.db").toString(),
                        "--json")
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return said + "exit " + process.waitFor() + "\n";
        }
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long rows(Path ledger) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM appliance)")) {
            return result.next() ? result.getLong(1) : -1;
        }
    }
}
