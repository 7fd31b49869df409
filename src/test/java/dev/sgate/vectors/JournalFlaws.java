package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.utf8;
import static dev.sgate.vectors.JournalFiles.FIRST;
import static dev.sgate.vectors.JournalFiles.HEAD;
import static dev.sgate.vectors.JournalFiles.SECOND;
import static dev.sgate.vectors.JournalFiles.SEEN;
import static dev.sgate.vectors.JournalFiles.ZEROS;
import static dev.sgate.vectors.JournalFiles.event;
import static dev.sgate.vectors.JournalFiles.lined;
import static dev.sgate.vectors.JournalFiles.one;
import static dev.sgate.vectors.JournalFiles.with;
import static dev.sgate.vectors.Samples.members;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The rest of the ways in which a journal can be broken by whoever signs it: members, numbers that disagree, packing, lines. */
final class JournalFlaws extends Catalogue {
    private static final String MALFORMED = "malformed";

    JournalFlaws() {
        missing();
        numbers();
        packing();
        chain();
        eventMembers();
        eventLines();
        devices();
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
                            JournalFiles.journal().drop(field))
                    .evidence("field", field);
        }
    }

    private void numbers() {
        journal(
                        "journal-part-beyond-parts",
                        MALFORMED,
                        "Part 2 of 1.",
                        JournalFiles.journal().set("part", 2))
                .evidence("field", "part");
        journal(
                        "journal-parts-zero",
                        MALFORMED,
                        "Of no parts.",
                        JournalFiles.journal().set("parts", 0))
                .evidence("field", "parts");
        journal(
                        "journal-first-seq-zero",
                        MALFORMED,
                        "Events count from 1.",
                        JournalFiles.journal().set("firstSeq", 0))
                .evidence("field", "firstSeq");
        journal(
                        "journal-last-seq-too-high",
                        MALFORMED,
                        "Three events by seq, two by count.",
                        JournalFiles.journal().set("lastSeq", 3))
                .evidence("field", "lastSeq");
        journal(
                        "journal-last-seq-before-first",
                        MALFORMED,
                        "Backwards.",
                        JournalFiles.journal().set("firstSeq", 4))
                .evidence("field", "lastSeq");
        journal(
                        "journal-first-event-has-a-past",
                        MALFORMED,
                        "Before event 1 there is nothing.",
                        JournalFiles.journal().set("previousHead", Samples.digest("something")))
                .evidence("field", "previousHead");
        journal(
                        "journal-tip-behind",
                        MALFORMED,
                        "The whole is shorter than its part.",
                        JournalFiles.journal().set("tip.seq", 1))
                .evidence("field", "tip");
        journal(
                        "journal-tip-of-another-line",
                        MALFORMED,
                        "The last event is the newest, and has another head.",
                        JournalFiles.journal().set("tip.head", Samples.digest("another")))
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
                JournalFiles.journal().set("exportSerial", -1));
        journal(
                "journal-bundle-id-no-uuid",
                MALFORMED,
                "Bundles are named by UUID.",
                JournalFiles.journal().set("bundleIds", List.of("b1")));
        journal(
                "journal-fingerprint-short",
                MALFORMED,
                "63 digits.",
                JournalFiles.journal().set("fingerprint", HEAD.substring(1)));
        journal(
                "journal-exported-at-local",
                MALFORMED,
                "Times are UTC.",
                JournalFiles.journal().set("exportedAt", "2026-02-01T12:00:00+01:00"));
        journal(
                        "journal-longer-than-16-mib",
                        MALFORMED,
                        "No attachment may be that long.",
                        JournalFiles.journal().set("events.length", (16 << 20) + 1))
                .evidence("field", "events.length");
        journal(
                        "journal-attachment-of-nothing",
                        MALFORMED,
                        "Lengths start at 1.",
                        JournalFiles.journal().set("events.length", 0))
                .evidence("field", "events.length");
    }

    /** The sample journal with its attachment changed, and length and digest made to fit. */
    private static Recipe packed(String what, UnaryOperator<byte[]> change) {
        byte[] attachment = change.apply(Bytes.gzip(utf8(lined(FIRST, SECOND))));
        return JournalFiles.journal()
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
                        JournalFiles.journal().set("events.unpackedLength", 100))
                .evidence("field", "events.unpackedLength");
        journal(
                        "journal-unpacks-to-less",
                        MALFORMED,
                        "More was promised than there is.",
                        JournalFiles.journal().set("events.unpackedLength", utf8(lined(FIRST, SECOND)).length + 1))
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

    private void chain() {
        String mismatch = "digest-mismatch";
        String third = event(3, HEAD, "warning");
        journal(
                "journal-first-line-of-another-chain",
                mismatch,
                "The first line does not follow what the payload says stood before it.",
                with(lined(SECOND))
                        .set("firstSeq", 2)
                        .set("previousHead", Samples.digest("another"))
                        .set("events.count", 1));
        journal(
                "journal-head-of-another-line",
                mismatch,
                "The last line is not the head.",
                JournalFiles.journal()
                        .set("head", Samples.digest("x"))
                        .set("tip", members("seq", 2, "head", Samples.digest("x"))));
        journal(
                "journal-line-edited",
                mismatch,
                "A word in the first line was changed.",
                with(lined(FIRST.replace("test", "best"), SECOND)));
        journal("journal-lines-swapped", MALFORMED, "The second event comes first.", with(lined(SECOND, FIRST)))
                .evidence("field", "seq");
        journal("journal-line-twice", MALFORMED, "An event comes twice.", with(lined(FIRST, FIRST)))
                .evidence("field", "seq");
        journal("journal-line-removed", MALFORMED, "The first of three is gone.", with(lined(SECOND, third)))
                .evidence("field", "seq");
        journal("journal-event-too-few", MALFORMED, "One event, two counted.", with(lined(FIRST)))
                .evidence("field", "events.count");
        journal("journal-event-too-many", MALFORMED, "Three events, two counted.", with(lined(FIRST, SECOND, third)))
                .evidence("field", "events.count");
        journal("journal-no-lines-at-all", MALFORMED, "Nothing, two counted.", with(""))
                .evidence("field", "events.count");
    }

    private void eventMembers() {
        for (String member : List.of("id", "seq", "occurredAt", "type", "prev")) {
            String line = event(1, ZEROS, "startup").replaceFirst("\"" + member + "\":(\"[^\"]*\"|[0-9]+),", "");
            journal(
                            "journal-event-without-" + member.toLowerCase(Locale.ROOT),
                            MALFORMED,
                            "An event without " + member + ".",
                            one(line))
                    .evidence("field", member);
        }
        journal("journal-event-id-no-uuid", MALFORMED, "Ids are UUIDs.", one(FIRST.replace("01941f29-", "01941F29-")))
                .evidence("field", "id");
        journal(
                        "journal-event-detail-a-text",
                        MALFORMED,
                        "detail is an object.",
                        one(FIRST.replace("{\"reason\":\"test\"}", "\"test\"")))
                .evidence("field", "detail");
        journal(
                "journal-event-detail-null",
                MALFORMED,
                "null is no object.",
                one(FIRST.replace("{\"reason\":\"test\"}", "null")));
        journal(
                        "journal-event-fingerprint-short",
                        MALFORMED,
                        "63 digits.",
                        one(FIRST.replace("\"detail\"", "\"fingerprint\":\"" + HEAD.substring(1) + "\",\"detail\"")))
                .evidence("field", "fingerprint");
        journal(
                        "journal-event-license-no-uuid",
                        MALFORMED,
                        "Licenses are named by UUID.",
                        one(FIRST.replace("\"detail\"", "\"licenseId\":\"L1\",\"detail\"")))
                .evidence("field", "licenseId");
        journal(
                        "journal-event-time-with-fraction",
                        MALFORMED,
                        "Times are whole seconds.",
                        one(FIRST.replace("00Z\"", "00.5Z\"")))
                .evidence("field", "occurredAt");
    }

    private void eventLines() {
        journal(
                "journal-event-member-twice",
                MALFORMED,
                "type twice, and nobody knows which counts.",
                one(FIRST.replace("\"type\"", "\"type\":\"shutdown\",\"type\"")));
        journal("journal-event-two-objects", MALFORMED, "Something behind the object.", one(FIRST + " {}"));
        journal("journal-event-empty-line", MALFORMED, "A line of nothing.", one(""));
        journal(
                "journal-event-too-deep",
                MALFORMED,
                "Deeper than 16.",
                one(FIRST.replace("\"test\"", "[".repeat(20) + "]".repeat(20))));
        journal("journal-event-lone-surrogate", MALFORMED, "Half a character.", one(FIRST.replace("test", "\\ud800")));
        journal(
                        "journal-event-line-of-64-kib",
                        "too-large",
                        "A line is at most 64 KiB with its line feed.",
                        one(FIRST.replace("test", "x".repeat(64 << 10))))
                .evidence("field", "attachment line");
    }

    private void devices() {
        journal(
                "journal-device-missing",
                MALFORMED,
                "Two counted, one there: an event is no device.",
                with(lined(SEEN, FIRST, SECOND)).set("devices.count", 2));
        journal(
                "journal-device-not-counted",
                MALFORMED,
                "A device where the first event should be.",
                with(lined(SEEN, FIRST, SECOND)));
        journal(
                "journal-device-behind",
                MALFORMED,
                "Devices lead.",
                with(lined(FIRST, SECOND, SEEN)).set("devices.count", 1));
        journal(
                        "journal-device-in-part-2",
                        MALFORMED,
                        "Devices stand in part 1.",
                        with(lined(SEEN, FIRST, SECOND))
                                .set("devices.count", 1)
                                .set("part", 2)
                                .set("parts", 2))
                .evidence("field", "devices");
        String before = Json.write(members("fingerprint", HEAD, "firstSeen", Samples.NOW, "lastSeen", Samples.MADE));
        journal(
                        "journal-device-seen-backwards",
                        MALFORMED,
                        "Last before first.",
                        with(lined(before, FIRST, SECOND)).set("devices.count", 1))
                .evidence("field", "lastSeen");
        String nobody = Json.write(members("firstSeen", Samples.MADE, "lastSeen", Samples.NOW));
        journal(
                        "journal-device-without-fingerprint",
                        MALFORMED,
                        "Nobody.",
                        with(lined(nobody, FIRST, SECOND)).set("devices.count", 1))
                .evidence("field", "fingerprint");
    }
}
