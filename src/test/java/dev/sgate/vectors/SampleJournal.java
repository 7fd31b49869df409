package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Dsse.utf8;
import static dev.sgate.vectors.Samples.members;

import dev.sgate.seal.Sealer.NamedKey;
import java.util.List;
import java.util.Map;

/** The sample of a return journal, which the vectors change: the device's own key signs it and rides along. */
final class SampleJournal {
    static final NamedKey DEVICE = TestKeys.device("device");
    static final String ZEROS = "0".repeat(64);
    static final String FIRST = event(1, ZEROS, "startup");
    static final String SECOND = event(2, Samples.digest(FIRST), "license-imported");
    static final String HEAD = Samples.digest(SECOND);
    static final String SEEN = Json.write(
            members("fingerprint", Samples.digest("fingerprint"), "firstSeen", Samples.MADE, "lastSeen", Samples.NOW));

    private SampleJournal() {}

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

    static String lined(String... lines) {
        return String.join("\n", lines) + "\n";
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

    /** A journal of these lines that says what the sample says. */
    static Recipe with(String lines) {
        return unsigned(lines)
                .sign(DEVICE)
                .envelope(
                        "add deviceKey",
                        it -> it.put(
                                "deviceKey", base64(DEVICE.key().publicKey().spki())));
    }

    /** A journal of this event alone. */
    static Recipe one(String event) {
        return with(lined(event))
                .set("tip", members("seq", 1, "head", Samples.digest(event)))
                .set("lastSeq", 1)
                .set("head", Samples.digest(event))
                .set("events.count", 1);
    }

    static Recipe unsigned(String lines) {
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
}
