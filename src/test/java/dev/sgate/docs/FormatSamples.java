package dev.sgate.docs;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/** The sealed files that docs/formats.md shows; the same bytes on every machine. */
final class FormatSamples {
    private static final Instant AT = Instant.parse("2026-02-01T12:00:00Z");
    private static final Sha256 FINGERPRINT = Sha256.of("a machine".getBytes(StandardCharsets.UTF_8));

    private FormatSamples() {}

    /** Each kind's payload members, by the word that the page uses for it. */
    static Map<String, Map<String, Object>> payloads() {
        Map<String, Map<String, Object>> payloads = new LinkedHashMap<>();
        payloads.put("license", Samples.license());
        payloads.put("update", Samples.update());
        payloads.put("journal", journal());
        payloads.put("trust", trust());
        return payloads;
    }

    /** The envelope line of each kind, with its line feed. */
    static byte[] envelope(String kind) {
        Map<String, Object> payload = Objects.requireNonNull(payloads().get(kind), kind);
        return switch (kind) {
            case "license" -> Sealer.seal(PayloadType.LICENSE, payload, List.of(TestKeys.LICENSE_A));
            case "update" -> Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A));
            case "trust" -> Sealer.seal(PayloadType.TRUST, payload, List.of(TestKeys.ROOT_A));
            default -> Sealer.sealByDevice(PayloadType.JOURNAL, payload, device().key());
        };
    }

    /** What follows the envelope line; empty where nothing does. */
    static byte[] attachment(String kind) {
        return switch (kind) {
            case "update" -> Samples.attachment();
            case "journal" -> storedGzip(lines());
            default -> new byte[0];
        };
    }

    /** The whole file. */
    static byte[] file(String kind) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(envelope(kind));
        file.writeBytes(attachment(kind));
        return file.toByteArray();
    }

    private static Map<String, Object> trust() {
        return Payloads.members(
                "version", 1,
                "expires", "2028-01-01T00:00:00Z",
                "keys",
                        Payloads.members(
                                "license-a", TestKeys.entry(TestKeys.LICENSE_A),
                                "root-a", TestKeys.entry(TestKeys.ROOT_A),
                                "update-a", TestKeys.entry(TestKeys.UPDATE_A)),
                "roles",
                        Payloads.members(
                                "root", Samples.role(1, "root-a"),
                                "license", Samples.role(1, "license-a"),
                                "update", Samples.role(1, "update-a")),
                "revoked", List.of());
    }

    private static Sealer.NamedKey device() {
        return TestKeys.device("device-a");
    }

    private static Map<String, Object> journal() {
        byte[] stored = storedGzip(lines());
        List<EventLine> events = events();
        ChainHead tip = events.get(events.size() - 1).head();
        return new SegmentTerms(
                        Segment.applianceId((Ed25519PublicKey) device().key().publicKey()),
                        FINGERPRINT,
                        1,
                        AT.plusSeconds(60),
                        1,
                        1,
                        tip,
                        List.of(UUID.fromString(String.valueOf(Samples.license().get("bundleId")))),
                        1,
                        tip.seq(),
                        ChainHead.EMPTY.head(),
                        tip.head(),
                        1,
                        new SegmentTerms.Events(
                                events.size(), lines().length, stored.length, Sha256.of(stored), Optional.empty()))
                .toPayload();
    }

    /** The lines of the sample journal, unpacked. */
    static byte[] lines() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(Payloads.toJson(
                Payloads.members("fingerprint", FINGERPRINT, "firstSeen", AT, "lastSeen", AT.plusSeconds(5))));
        lines.write('\n');
        for (EventLine event : events()) {
            lines.writeBytes(event.line());
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static List<EventLine> events() {
        EventLine first = EventLine.append(
                ChainHead.EMPTY,
                UUID.fromString("019c1922-1c00-7000-8000-000000000001"),
                EventDraft.of(EventType.STARTUP, AT, Map.of()));
        EventLine second = EventLine.append(
                first.head(),
                UUID.fromString("019c1922-2f88-7000-8000-000000000002"),
                EventDraft.of(EventType.ACTIVATION, AT.plusSeconds(5), Map.of())
                        .aboutLicense(
                                UUID.fromString(String.valueOf(Samples.license().get("licenseId"))))
                        .aboutDevice(FINGERPRINT.hex()));
        return List.of(first, second);
    }

    /** One gzip member that holds these few bytes without packing them, so that no library's taste decides its digest. */
    private static byte[] storedGzip(byte[] bytes) {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        gzip.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255, 1});
        writeLittleEndian(gzip, bytes.length, 2);
        writeLittleEndian(gzip, ~bytes.length, 2);
        gzip.writeBytes(bytes);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        writeLittleEndian(gzip, crc.getValue(), 4);
        writeLittleEndian(gzip, bytes.length, 4);
        return gzip.toByteArray();
    }

    private static void writeLittleEndian(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >> (8 * i)));
        }
    }

    /** The public key of the worked example, in base64. */
    static String licenseSpki() {
        return Base64Text.encode(TestKeys.LICENSE_A.key().publicKey().spki());
    }
}
