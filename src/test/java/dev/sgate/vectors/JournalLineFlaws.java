package dev.sgate.vectors;

import static dev.sgate.vectors.SampleJournal.FIRST;
import static dev.sgate.vectors.SampleJournal.HEAD;
import static dev.sgate.vectors.SampleJournal.SECOND;
import static dev.sgate.vectors.SampleJournal.SEEN;
import static dev.sgate.vectors.SampleJournal.ZEROS;
import static dev.sgate.vectors.SampleJournal.event;
import static dev.sgate.vectors.SampleJournal.lined;
import static dev.sgate.vectors.SampleJournal.one;
import static dev.sgate.vectors.SampleJournal.with;
import static dev.sgate.vectors.Samples.members;

import java.util.List;
import java.util.Locale;

/** The ways in which the lines of a journal can be broken by whoever signs it: their chain, events, devices. */
final class JournalLineFlaws extends Catalogue {
    private static final String MALFORMED = "malformed";

    JournalLineFlaws() {
        chain();
        eventMembers();
        eventLines();
        devices();
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
                SampleJournal.journal()
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
