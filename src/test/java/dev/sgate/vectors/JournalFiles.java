package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Dsse.utf8;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.STRANGER;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Sealer.NamedKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Return journals, good and bad; the device's own key signs them and rides along. */
final class JournalFiles extends Catalogue {
    private static final String MALFORMED = "malformed";
    private static final NamedKey DEVICE = TestKeys.device("device");
    static final String ZEROS = "0".repeat(64);
    static final String FIRST = event(1, ZEROS, "startup");
    static final String SECOND = event(2, Samples.digest(FIRST), "license-imported");
    static final String HEAD = Samples.digest(SECOND);
    static final String SEEN = Json.write(
            members("fingerprint", Samples.digest("fingerprint"), "firstSeen", Samples.MADE, "lastSeen", Samples.NOW));

    JournalFiles() {
        good();
        keys();
        fields();
        attachments();
        lines();
    }

    static String event(int seq, String prev, String type) {
        return Json.write(members(
                "id",
                "01941f29-7c00-7000-8000-00000000000" + seq,
                "seq",
                seq,
                "occurredAt",
                Samples.MADE,
                "type",
                type,
                "prev",
                prev,
                "detail",
                members("reason", "test")));
    }

    /** Two events and no device. */
    static Recipe journal() {
        return with(lined(FIRST, SECOND));
    }

    /** The lines of {@link #journal}. */
    static String sampleLines() {
        return lined(FIRST, SECOND);
    }

    /** The appliance that signs. */
    static String applianceId() {
        String kid = DEVICE.kid().value();
        return kid.substring(0, 8) + "-" + kid.substring(8, 12) + "-" + kid.substring(12, 16) + "-"
                + kid.substring(16, 20) + "-" + kid.substring(20, 32);
    }

    static String lined(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    /** A journal of these lines that says what the sample says. */
    static Recipe with(String lines) {
        return unsigned(lines)
                .sign(DEVICE)
                .envelope(
                        "add deviceKey",
                        it -> it.put(
                                "deviceKey", base64(DEVICE.key().publicKey().spki())));
    }

    private static Recipe unsigned(String lines) {
        byte[] attachment = Bytes.gzip(utf8(lines));
        return Recipe.of("the sample journal", "application/vnd.sgate.journal.v1+json", payload(lines, attachment))
                .attach("its lines in gzip", attachment);
    }

    private static Map<String, Object> payload(String lines, byte[] attachment) {
        return members(
                "applianceId",
                applianceId(),
                "fingerprint",
                Samples.digest("fingerprint"),
                "exportSerial",
                3,
                "exportedAt",
                Samples.NOW,
                "part",
                1,
                "parts",
                1,
                "tip",
                members("seq", 2, "head", HEAD),
                "bundleIds",
                List.of("0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01"),
                "firstSeq",
                1,
                "lastSeq",
                2,
                "previousHead",
                ZEROS,
                "head",
                HEAD,
                "devices",
                members("count", 0),
                "events",
                members(
                        "count",
                        2,
                        "mediaType",
                        "application/x-ndjson+gzip",
                        "unpackedLength",
                        utf8(lines).length,
                        "length",
                        attachment.length,
                        "sha256",
                        java.util.HexFormat.of().formatHex(TestKeys.sha256(attachment))));
    }

    private void good() {
        journal("journal-plain", "accepted", "Two events.", journal());
        journal(
                "journal-with-device",
                "accepted",
                "A device line leads the events.",
                with(lined(SEEN, FIRST, SECOND)).set("devices.count", 1));
        journal(
                "journal-unknown-event",
                "accepted",
                "Event types that nobody knows are kept.",
                one(event(1, ZEROS, "tea-served")));
        journal(
                "journal-by-strangers-too",
                "accepted",
                "Another signature beside the device's is skipped.",
                journal().sign(STRANGER));
    }

    /** A journal of this event alone. */
    static Recipe one(String event) {
        return with(lined(event))
                .set("tip", members("seq", 1, "head", Samples.digest(event)))
                .set("lastSeq", 1)
                .set("head", Samples.digest(event))
                .set("events.count", 1);
    }

    private void keys() {
        journal(
                        "journal-without-device-key",
                        MALFORMED,
                        "Nobody knows who signed it.",
                        journal().envelope("leave out deviceKey", it -> it.remove("deviceKey")))
                .evidence("field", "envelope.deviceKey");
        journal(
                "journal-device-key-order-8",
                MALFORMED,
                "A device key that any signature fits.",
                journal()
                        .envelope(
                                "deviceKey of order 8",
                                it -> it.put(
                                        "deviceKey",
                                        base64(
                                                Bytes.hex(
                                                        "302a300506032b6570032100"
                                                                + "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")))));
        journal(
                "journal-device-key-rsa",
                MALFORMED,
                "Device keys are Ed25519.",
                journal()
                        .envelope(
                                "deviceKey becomes RSA",
                                it -> it.put(
                                        "deviceKey",
                                        base64(TestKeys.LICENSE_RSA
                                                .key()
                                                .publicKey()
                                                .spki()))));
        journal(
                "journal-under-another-id",
                "unknown-key",
                "The key id is the digest of the key, and nothing else.",
                unsigned(lined(FIRST, SECOND))
                        .sign(new NamedKey(new Kid("device"), DEVICE.key()))
                        .envelope(
                                "add deviceKey",
                                it -> it.put(
                                        "deviceKey",
                                        base64(DEVICE.key().publicKey().spki()))));
        journal(
                "journal-with-another-key",
                "unknown-key",
                "The key that rides along is another one's.",
                journal()
                        .envelope(
                                "deviceKey of a stranger",
                                it -> it.put(
                                        "deviceKey",
                                        base64(STRANGER.key().publicKey().spki()))));
        journal(
                "journal-signature-of-another-key",
                "bad-signature",
                "Signed by a stranger under the device's id.",
                unsigned(lined(FIRST, SECOND))
                        .sign(new NamedKey(DEVICE.kid(), STRANGER.key()))
                        .envelope(
                                "add deviceKey",
                                it -> it.put(
                                        "deviceKey",
                                        base64(DEVICE.key().publicKey().spki()))));
        journal(
                "journal-payload-changed",
                "bad-signature",
                "An event less, by hand.",
                journal()
                        .envelope(
                                "lastSeq 1 in the payload",
                                Recipe.change(
                                        "payload",
                                        text -> base64(utf8(new String(
                                                        java.util.Base64.getDecoder()
                                                                .decode(text),
                                                        java.nio.charset.StandardCharsets.UTF_8)
                                                .replace("\"lastSeq\":2", "\"lastSeq\":1"))))));
        journal(
                        "journal-of-another-appliance",
                        MALFORMED,
                        "applianceId is not the key's.",
                        journal().set("applianceId", "0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01"))
                .evidence("field", "applianceId");
    }

    private void fields() {
        journal("journal-part-zero", MALFORMED, "Parts count from 1.", journal().set("part", 0));
        journal(
                "journal-media-type",
                MALFORMED,
                "No other packing.",
                journal().set("events.mediaType", "application/zstd"));
        journal(
                "journal-unpacks-to-a-gibibyte",
                MALFORMED,
                "At most 512 MiB.",
                journal().set("events.unpackedLength", 1 << 30));
        journal(
                        "journal-enc-of-33-bytes",
                        MALFORMED,
                        "32 raw bytes.",
                        journal().set("events.encryption", members("keyid", "desk", "enc", base64(new byte[33]))))
                .evidence("field", "events.encryption.enc");
        journal("journal-without-tip", MALFORMED, "No tip.", journal().drop("tip"));
        journal(
                "journal-critical-unknown",
                "unsupported-version",
                "A field that must be understood and is not.",
                journal().set("critical", List.of("witnesses")));
    }

    private void attachments() {
        journal(
                "journal-one-byte-short",
                "truncated",
                "The stick was pulled.",
                journal().attachment("cut 1 byte", bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
        journal(
                "journal-one-byte-more",
                "trailing-data",
                "A byte behind.",
                journal().attachment("add 00", bytes -> Arrays.copyOf(bytes, bytes.length + 1)));
        journal(
                "journal-bit-flipped",
                "digest-mismatch",
                "One bit of the attachment.",
                journal().attachment("flip a bit of byte 50", bytes -> OddSignatures.flipped(bytes, 50)));
        journal("journal-attachment-not-gzip", MALFORMED, "The digest holds and the packing does not.", notPacked());
    }

    private static Recipe notPacked() {
        byte[] attachment = utf8(lined(FIRST, SECOND));
        return journal()
                .set("events.length", attachment.length)
                .set("events.sha256", Samples.digest(lined(FIRST, SECOND)))
                .attach("its lines as they are", attachment);
    }

    private void lines() {
        journal(
                "journal-chain-broken",
                "digest-mismatch",
                "The second event does not follow the first.",
                with(lined(FIRST, event(2, Samples.digest("another"), "license-imported"))));
        journal(
                "journal-gap",
                MALFORMED,
                "seq 3 follows 1.",
                with(lined(FIRST, event(3, Samples.digest(FIRST), "license-imported"))));
        journal("journal-event-not-json", MALFORMED, "A line that is no object.", with(lined(FIRST, "startup")));
        journal(
                "journal-last-line-open",
                MALFORMED,
                "Each line ends in LF, the last too.",
                with(FIRST + "\n" + SECOND));
    }
}
