package dev.sgate.vendor.reconcile;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.JournalOpener;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentReader;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A file that somebody hands in as a return journal. It is checked to its end before anything of it is kept; what it unpacks to
 * is never held in memory nor on disk.
 */
public final class SyncFile {
    /** The fact that says which of the three a person can mend: not one journal, too large, or changed on the way (S82-S84). */
    static final String REASON = "reason";

    private static final SegmentReader.Receiver NOBODY = new SegmentReader.Receiver() {
        @Override
        public void device(DeviceLine device) {}

        @Override
        public void event(Event event) {}
    };

    private SyncFile() {}

    /** The segment, if the file is one whole, signed journal. */
    static Verdict<Segment> check(Path file, JournalOpener opener) throws IOException {
        return read(file, opener, NOBODY, Verdict::accepted);
    }

    /**
     * Reads the file once more and hands its lines over, if it still is the one that was checked.
     *
     * @param checked what {@link #check} found in it
     * @throws IOException if it holds anything else now, or does not hold any longer
     */
    static void handOver(Path file, Segment checked, JournalOpener opener, SegmentReader.Receiver receiver)
            throws IOException {
        if (read(file, opener, receiver, found -> same(checked, found)) instanceof Verdict.Refused<Segment>) {
            throw changed(file);
        }
    }

    /**
     * The envelope line of a file that was checked, without its line feed.
     *
     * @throws IOException if it is another one now
     */
    static byte[] signedLine(Path file, Segment checked) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            SealedFile sealed = new SealedFile(in);
            if (segment(sealed).then(found -> same(checked, found)) instanceof Verdict.Refused<Segment>) {
                throw changed(file);
            }
            return sealed.envelopeLine();
        }
    }

    private static Verdict<Segment> same(Segment checked, Segment found) {
        return found.identity().equals(checked.identity())
                ? Verdict.accepted(found)
                : Verdict.refused(Refusal.of(RefusalCode.READ_ERROR, "identity", found.identity()));
    }

    private static IOException changed(Path file) {
        return new IOException(file + " was changed while it was imported");
    }

    /** @param taken whether the lines of this segment are to be read at all */
    private static Verdict<Segment> read(
            Path file, JournalOpener opener, SegmentReader.Receiver receiver, Function<Segment, Verdict<Segment>> taken)
            throws IOException {
        if (Files.size(file) > Limits.JOURNAL_FILE_MAX_BYTES) {
            return Verdict.refused(Refusal.of(RefusalCode.TOO_LARGE, REASON, "a journal is under 16 MiB")
                    .and("foundBytes", Files.size(file)));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return isZip(in)
                    ? Verdict.refused(
                            Refusal.of(RefusalCode.MALFORMED, REASON, "a zip file; hand in the journals in it"))
                    : readJournal(new SealedFile(in), opener, receiver, taken);
        }
    }

    private static boolean isZip(InputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        return start.length >= 2 && start[0] == 'P' && start[1] == 'K';
    }

    private static Verdict<Segment> readJournal(
            SealedFile sealed,
            JournalOpener opener,
            SegmentReader.Receiver receiver,
            Function<Segment, Verdict<Segment>> taken)
            throws IOException {
        Verdict<Segment> opened = segment(sealed).then(taken);
        return switch (opened) {
            case Verdict.Refused<Segment>(Refusal refusal) -> Verdict.refused(withReason(refusal));
            case Verdict.Accepted<Segment>(Segment segment) ->
                switch (SegmentReader.read(segment, sealed, opener, receiver)) {
                    case Verdict.Refused<SegmentReader.Counts>(Refusal refusal) -> Verdict.refused(withReason(refusal));
                    case Verdict.Accepted<SegmentReader.Counts> whole -> opened;
                };
        };
    }

    private static Verdict<Segment> segment(SealedFile sealed) throws IOException {
        return sealed.open(Keyring.nothing("a journal is signed by its own device"))
                .then(Segment::from);
    }

    private static Refusal withReason(Refusal refusal) {
        if (refusal.evidence().facts().containsKey("keyid")) {
            return refusal.and(REASON, "encrypted, and no journal key that was given opens it: name the right one");
        }
        return switch (refusal.code()) {
            case UNSUPPORTED_VERSION, TOO_LARGE -> refusal;
            default -> refusal.and(REASON, "the signature is not intact: not a journal, or changed on the way");
        };
    }
}
