package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Dsse.utf8;
import static dev.sgate.vectors.SampleJournal.DEVICE;
import static dev.sgate.vectors.SampleJournal.FIRST;
import static dev.sgate.vectors.SampleJournal.SECOND;
import static dev.sgate.vectors.SampleJournal.SEEN;
import static dev.sgate.vectors.SampleJournal.ZEROS;
import static dev.sgate.vectors.SampleJournal.event;
import static dev.sgate.vectors.SampleJournal.lined;
import static dev.sgate.vectors.SampleJournal.one;
import static dev.sgate.vectors.SampleJournal.unsigned;
import static dev.sgate.vectors.SampleJournal.with;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.STRANGER;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Sealer.NamedKey;
import java.util.Arrays;
import java.util.List;

/** Return journals, good and bad. */
final class JournalFiles extends Catalogue {
    private static final String MALFORMED = "malformed";

    JournalFiles() {
        good();
        keys();
        fields();
        attachments();
        lines();
    }

    private void good() {
        journal("journal-plain", "accepted", "Two events.", SampleJournal.journal());
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
                SampleJournal.journal().sign(STRANGER));
    }

    private void keys() {
        journal(
                        "journal-without-device-key",
                        MALFORMED,
                        "Nobody knows who signed it.",
                        SampleJournal.journal().envelope("leave out deviceKey", it -> it.remove("deviceKey")))
                .evidence("field", "envelope.deviceKey");
        journal(
                "journal-device-key-order-8",
                MALFORMED,
                "A device key that any signature fits.",
                SampleJournal.journal()
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
                SampleJournal.journal()
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
                SampleJournal.journal()
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
                SampleJournal.journal()
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
                        SampleJournal.journal().set("applianceId", "0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01"))
                .evidence("field", "applianceId");
    }

    private void fields() {
        journal(
                "journal-part-zero",
                MALFORMED,
                "Parts count from 1.",
                SampleJournal.journal().set("part", 0));
        journal(
                "journal-media-type",
                MALFORMED,
                "No other packing.",
                SampleJournal.journal().set("events.mediaType", "application/zstd"));
        journal(
                "journal-unpacks-to-a-gibibyte",
                MALFORMED,
                "At most 512 MiB.",
                SampleJournal.journal().set("events.unpackedLength", 1 << 30));
        journal(
                        "journal-enc-of-33-bytes",
                        MALFORMED,
                        "32 raw bytes.",
                        SampleJournal.journal()
                                .set("events.encryption", members("keyid", "desk", "enc", base64(new byte[33]))))
                .evidence("field", "events.encryption.enc");
        journal(
                "journal-without-tip",
                MALFORMED,
                "No tip.",
                SampleJournal.journal().drop("tip"));
        journal(
                "journal-critical-unknown",
                "unsupported-version",
                "A field that must be understood and is not.",
                SampleJournal.journal().set("critical", List.of("witnesses")));
    }

    private void attachments() {
        journal(
                "journal-one-byte-short",
                "truncated",
                "The stick was pulled.",
                SampleJournal.journal().attachment("cut 1 byte", bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
        journal(
                "journal-one-byte-more",
                "trailing-data",
                "A byte behind.",
                SampleJournal.journal().attachment("add 00", bytes -> Arrays.copyOf(bytes, bytes.length + 1)));
        journal(
                "journal-bit-flipped",
                "digest-mismatch",
                "One bit of the attachment.",
                SampleJournal.journal().attachment("flip a bit of byte 50", bytes -> OddSignatures.flipped(bytes, 50)));
        journal("journal-attachment-not-gzip", MALFORMED, "The digest holds and the packing does not.", notPacked());
    }

    private static Recipe notPacked() {
        byte[] attachment = utf8(lined(FIRST, SECOND));
        return SampleJournal.journal()
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
