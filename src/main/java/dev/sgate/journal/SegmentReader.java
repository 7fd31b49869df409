package dev.sgate.journal;

import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the attachment of a journal: first the devices, then the events, each line checked against the place it must have in the
 * chain (FORMATS, {@code .sgsync}). Lines are handed over as they come, before the whole is known to hold: after a refusal the
 * receiver forgets what it was given.
 */
public final class SegmentReader {
    /** Takes what a journal holds, line by line. */
    public interface Receiver {
        void device(DeviceLine device);

        void event(Event event);
    }

    /** What was read of a journal that held to the last byte. */
    public record Counts(long devices, long events) {}

    private final Segment segment;
    private final LineSource lines;
    private final Receiver receiver;
    private ChainHead head;

    private SegmentReader(Segment segment, LineSource lines, Receiver receiver) {
        this.segment = segment;
        this.lines = lines;
        this.receiver = receiver;
        this.head =
                new ChainHead(segment.terms().firstSeq() - 1, segment.terms().previousHead());
    }

    /** As {@link #read(Segment, SealedFile, JournalOpener, Receiver)}, without a key. */
    public static Verdict<Counts> read(Segment segment, SealedFile file, Receiver receiver) throws IOException {
        return read(segment, file, JournalOpener.none(), receiver);
    }

    /**
     * Reads the attachment of a file that {@link SealedFile#open} has just accepted. It is held in memory, packed: under 16 MiB, and
     * twice that where it is encrypted.
     *
     * @param opener the keys to open it with, where it is encrypted
     * @return the counts; beside what {@link #read(Segment, byte[], JournalOpener, Receiver)} may say {@code too-large} (the whole file),
     *     {@code truncated}, {@code trailing-data} or {@code digest-mismatch}
     * @throws IOException if the stream fails; that is the medium's fault and not a verdict on the file
     */
    public static Verdict<Counts> read(Segment segment, SealedFile file, JournalOpener opener, Receiver receiver)
            throws IOException {
        SegmentTerms.Events events = segment.terms().events();
        if (file.envelopeBytes() + events.length() > Limits.JOURNAL_FILE_MAX_BYTES) {
            return Verdict.refused(
                    Refusal.of(RefusalCode.TOO_LARGE, "fileBytes", file.envelopeBytes() + events.length())
                            .and("limitBytes", Limits.JOURNAL_FILE_MAX_BYTES));
        }
        ExactBytes attachment = new ExactBytes((int) events.length());
        return file.copyAttachment(events.length(), events.sha256(), attachment, copied -> {})
                .then(digest -> read(segment, attachment.bytes(), opener, receiver));
    }

    /** As {@link #read(Segment, byte[], JournalOpener, Receiver)}, without a key. */
    public static Verdict<Counts> read(Segment segment, byte[] attachment, Receiver receiver) {
        return read(segment, attachment, JournalOpener.none(), receiver);
    }

    /**
     * Reads the whole attachment.
     *
     * @param attachment exactly the bytes whose digest the segment names
     * @return the counts; or {@code malformed}, {@code too-large} (a line over 64 KiB, or more than was promised),
     *     {@code digest-mismatch} (a broken chain), and, for an encrypted one, what {@link JournalOpener} says
     * @throws IllegalArgumentException if the attachment is not the one that the segment names
     */
    public static Verdict<Counts> read(Segment segment, byte[] attachment, JournalOpener opener, Receiver receiver) {
        SegmentTerms.Events events = segment.terms().events();
        if (!Sha256.of(attachment).equals(events.sha256())) {
            throw new IllegalArgumentException("not the attachment of this segment");
        }
        return opener.open(segment.terms(), attachment)
                .then(opened -> LineSource.open(opened, events.unpackedLength()))
                .then(lines -> new SegmentReader(segment, lines, receiver).readAll());
    }

    private Verdict<Counts> readAll() {
        SegmentTerms terms = segment.terms();
        for (long i = 0; i < terms.deviceCount(); i++) {
            if (nextLine("devices.count", i).then(this::device) instanceof Verdict.Refused<?>(Refusal refusal)) {
                return Verdict.refused(refusal);
            }
        }
        for (long i = 0; i < terms.events().count(); i++) {
            if (nextLine("events.count", i).then(this::event) instanceof Verdict.Refused<?>(Refusal refusal)) {
                return Verdict.refused(refusal);
            }
        }
        return end();
    }

    private Verdict<byte[]> nextLine(String count, long soFar) {
        return lines.next()
                .then(line -> line.map(Verdict::accepted)
                        .orElseGet(() -> Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", count)
                                .and("found", soFar))));
    }

    private Verdict<DeviceLine> device(byte[] line) {
        return segment.parseLine(line, DeviceLine::read).map(device -> {
            receiver.device(device);
            return device;
        });
    }

    private Verdict<Event> event(byte[] line) {
        return segment.parseLine(line, fields -> Event.read(fields, line)).then(this::inItsPlace);
    }

    private Verdict<Event> inItsPlace(Event event) {
        if (event.seq() != head.seq() + 1) {
            return Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", "seq")
                    .and("expected", head.seq() + 1)
                    .and("found", event.seq()));
        }
        if (!event.prev().equals(head.head())) {
            return broken(event.seq(), head.head(), event.prev());
        }
        head = new ChainHead(event.seq(), event.digest());
        receiver.event(event);
        return Verdict.accepted(event);
    }

    private Verdict<Counts> end() {
        SegmentTerms terms = segment.terms();
        Verdict<Optional<byte[]>> behind = lines.next();
        if (behind instanceof Verdict.Accepted<Optional<byte[]>>(Optional<byte[]> line) && line.isPresent()) {
            return Verdict.refused(
                    Refusal.of(RefusalCode.MALFORMED, "field", "events.count").and("found", "more lines than counted"));
        }
        if (!head.head().equals(terms.head())) {
            return broken(head.seq(), terms.head(), head.head());
        }
        return behind.then(none -> lines.end())
                .map(bytes -> new Counts(terms.deviceCount(), terms.events().count()));
    }

    private static <T> Verdict<T> broken(long seq, Sha256 expected, Sha256 found) {
        return Verdict.refused(Refusal.of(RefusalCode.DIGEST_MISMATCH, "seq", seq)
                .and("expected", expected)
                .and("found", found));
    }
}
