package dev.sgate.cli.verify;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.JournalOpener;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentReader;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks a {@code .sgsync}: that its device signed it, and that the chain of its events has no break. */
public final class JournalCheck implements SegmentReader.Receiver {
    private final Map<String, Object> eventsByType = new TreeMap<>();

    private JournalCheck() {}

    static FileReport check(VerifiedPayload payload, SealedFile sealed, JournalOpener opener) throws IOException {
        return switch (Segment.from(payload)) {
            case Verdict.Refused<Segment>(Refusal refusal) -> FileReport.refused(refusal);
            case Verdict.Accepted<Segment>(Segment segment) -> new JournalCheck().read(segment, sealed, opener);
        };
    }

    private FileReport read(Segment segment, SealedFile sealed, JournalOpener opener) throws IOException {
        Map<String, Object> facts = facts(segment);
        return switch (SegmentReader.read(segment, sealed, opener, this)) {
            case Verdict.Refused<SegmentReader.Counts>(Refusal refusal) -> FileReport.refused(refusal, facts);
            case Verdict.Accepted<SegmentReader.Counts> whole -> {
                facts.put("eventsByType", eventsByType);
                yield FileReport.accepted(facts);
            }
        };
    }

    @Override
    public void device(DeviceLine device) {
        // counted in the payload already
    }

    @Override
    public void event(Event event) {
        eventsByType.merge(event.type(), 1L, (sum, one) -> (Long) sum + (Long) one);
    }

    private static Map<String, Object> facts(Segment segment) {
        SegmentTerms terms = segment.terms();
        return Payloads.members(
                "type", "journal",
                "identity", segment.identity(),
                "applianceId", terms.applianceId(),
                "fingerprint", terms.fingerprint(),
                "exportSerial", terms.exportSerial(),
                "exportedAt", terms.exportedAt(),
                "part", terms.part(),
                "parts", terms.parts(),
                "bundleIds", terms.bundleIds(),
                "firstSeq", terms.firstSeq(),
                "lastSeq", terms.lastSeq(),
                "head", terms.head(),
                "devices", terms.deviceCount(),
                "events", terms.events().count(),
                "encrypted", terms.events().encryption().isPresent() ? Optional.of(true) : Optional.empty(),
                "signers", java.util.List.of(segment.deviceKeyId()));
    }
}
