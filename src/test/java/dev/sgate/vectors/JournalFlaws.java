package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.utf8;
import static dev.sgate.vectors.SampleJournal.FIRST;
import static dev.sgate.vectors.SampleJournal.HEAD;
import static dev.sgate.vectors.SampleJournal.SECOND;
import static dev.sgate.vectors.SampleJournal.lined;
import static dev.sgate.vectors.SampleJournal.with;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The ways in which a journal can be broken around its lines by whoever signs it: members, numbers that disagree, packing. */
final class JournalFlaws extends Catalogue {
    private static final String MALFORMED = "malformed";

    JournalFlaws() {
        missing();
        numbers();
        packing();
    }

    private void missing() {
        for (String field : List.of(
                "applianceId",
                "fingerprint",
                "exportSerial",
                "exportedAt",
                "part",
                "parts",
                "tip.seq",
                "tip.head",
                "bundleIds",
                "firstSeq",
                "lastSeq",
                "previousHead",
                "head",
                "devices",
                "devices.count",
                "events",
                "events.count",
                "events.mediaType",
                "events.unpackedLength",
                "events.length",
                "events.sha256")) {
            String name = field.replaceAll("([A-Z])", "-$1").replace('.', '-').toLowerCase(Locale.ROOT);
            journal(
                            "journal-without-" + name,
                            MALFORMED,
                            "No " + field + ".",
                            SampleJournal.journal().drop(field))
                    .evidence("field", field);
        }
    }

    private void numbers() {
        journal(
                        "journal-part-beyond-parts",
                        MALFORMED,
                        "Part 2 of 1.",
                        SampleJournal.journal().set("part", 2))
                .evidence("field", "part");
        journal(
                        "journal-parts-zero",
                        MALFORMED,
                        "Of no parts.",
                        SampleJournal.journal().set("parts", 0))
                .evidence("field", "parts");
        journal(
                        "journal-first-seq-zero",
                        MALFORMED,
                        "Events count from 1.",
                        SampleJournal.journal().set("firstSeq", 0))
                .evidence("field", "firstSeq");
        journal(
                        "journal-last-seq-too-high",
                        MALFORMED,
                        "Three events by seq, two by count.",
                        SampleJournal.journal().set("lastSeq", 3))
                .evidence("field", "lastSeq");
        journal(
                        "journal-last-seq-before-first",
                        MALFORMED,
                        "Backwards.",
                        SampleJournal.journal().set("firstSeq", 4))
                .evidence("field", "lastSeq");
        journal(
                        "journal-first-event-has-a-past",
                        MALFORMED,
                        "Before event 1 there is nothing.",
                        SampleJournal.journal().set("previousHead", Samples.digest("something")))
                .evidence("field", "previousHead");
        journal(
                        "journal-tip-behind",
                        MALFORMED,
                        "The whole is shorter than its part.",
                        SampleJournal.journal().set("tip.seq", 1))
                .evidence("field", "tip");
        journal(
                        "journal-tip-of-another-line",
                        MALFORMED,
                        "The last event is the newest, and has another head.",
                        SampleJournal.journal().set("tip.head", Samples.digest("another")))
                .evidence("field", "tip");
        journal(
                        "journal-head-moved-without-events",
                        MALFORMED,
                        "No event, and another head than before.",
                        with("").set("lastSeq", 0).set("events.count", 0))
                .evidence("field", "head");
        journal(
                "journal-export-serial-negative",
                MALFORMED,
                "Counts from 0.",
                SampleJournal.journal().set("exportSerial", -1));
        journal(
                "journal-bundle-id-no-uuid",
                MALFORMED,
                "Bundles are named by UUID.",
                SampleJournal.journal().set("bundleIds", List.of("b1")));
        journal(
                "journal-fingerprint-short",
                MALFORMED,
                "63 digits.",
                SampleJournal.journal().set("fingerprint", HEAD.substring(1)));
        journal(
                "journal-exported-at-local",
                MALFORMED,
                "Times are UTC.",
                SampleJournal.journal().set("exportedAt", "2026-02-01T12:00:00+01:00"));
        journal(
                        "journal-longer-than-16-mib",
                        MALFORMED,
                        "No attachment may be that long.",
                        SampleJournal.journal().set("events.length", (16 << 20) + 1))
                .evidence("field", "events.length");
        journal(
                        "journal-attachment-of-nothing",
                        MALFORMED,
                        "Lengths start at 1.",
                        SampleJournal.journal().set("events.length", 0))
                .evidence("field", "events.length");
    }

    /** The sample journal with its attachment changed, and length and digest made to fit. */
    private static Recipe packed(String what, UnaryOperator<byte[]> change) {
        byte[] attachment = change.apply(Bytes.gzip(utf8(lined(FIRST, SECOND))));
        return SampleJournal.journal()
                .set("events.length", attachment.length)
                .set("events.sha256", HexFormat.of().formatHex(TestKeys.sha256(attachment)))
                .attach(what, attachment);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private void packing() {
        journal(
                        "journal-unpacks-to-more",
                        "too-large",
                        "More comes out than was promised: it is not unpacked any further.",
                        SampleJournal.journal().set("events.unpackedLength", 100))
                .evidence("field", "events.unpackedLength");
        journal(
                        "journal-unpacks-to-less",
                        MALFORMED,
                        "More was promised than there is.",
                        SampleJournal.journal().set("events.unpackedLength", utf8(lined(FIRST, SECOND)).length + 1))
                .evidence("field", "events.unpackedLength");
        journal(
                        "journal-two-gzip-members",
                        MALFORMED,
                        "One member, and nothing behind it.",
                        packed("a second member behind", lines -> joined(lines, Bytes.gzip(new byte[0]))))
                .evidence("field", "attachment");
        journal(
                        "journal-byte-after-the-member",
                        MALFORMED,
                        "One member, and nothing behind it.",
                        packed("a 0 behind the member", lines -> joined(lines, new byte[1])))
                .evidence("field", "attachment");
        journal(
                        "journal-gzip-cut",
                        MALFORMED,
                        "The member ends too soon.",
                        packed("all but the last 9 bytes", lines -> Arrays.copyOf(lines, lines.length - 9)))
                .evidence("field", "attachment");
        journal(
                        "journal-gzip-checksum",
                        MALFORMED,
                        "The member's own checksum is wrong.",
                        packed("another checksum", lines -> OddSignatures.flipped(lines, lines.length - 8)))
                .evidence("field", "attachment");
    }
}
