package dev.sgate.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Packs the lines of one part: gzip, and then the vendor's key where there is one. Holds a whole part in memory only then. */
final class PartPacker implements AutoCloseable {
    /** What a finished part turned out to be. */
    record Packed(ChainHead before, ChainHead last, long devices, SegmentTerms.Events events) {
        long firstSeq() {
            return before.seq() + 1;
        }
    }

    private final PartLimit limit;
    private final ChainHead before;
    private final HashedOutput stored;
    private final Optional<ByteArrayOutputStream> unsealed;
    private final HashedOutput packed;
    private final QuickGzip gzip;
    private Optional<EventLine> newest = Optional.empty();
    private long devices;
    private long events;
    private long unpackedBytes;

    /** @param sealed whether the part is to be encrypted, and so is held back until it is whole */
    PartPacker(PartLimit limit, ChainHead before, OutputStream spool, boolean sealed) throws IOException {
        this.limit = limit;
        this.before = before;
        this.stored = new HashedOutput(spool);
        this.unsealed = sealed ? Optional.of(new ByteArrayOutputStream()) : Optional.empty();
        this.packed = unsealed.map(HashedOutput::new).orElse(stored);
        this.gzip = new QuickGzip(packed);
    }

    boolean hasRoom(byte[] line) {
        return limit.hasRoom(packed.count(), unpackedBytes, line.length + 1);
    }

    void addDevice(byte[] line) throws IOException {
        add(line);
        devices++;
    }

    void addEvent(EventLine event) throws IOException {
        add(event.line());
        events++;
        newest = Optional.of(event);
    }

    private void add(byte[] line) throws IOException {
        gzip.write(line);
        gzip.write('\n');
        unpackedBytes += line.length + 1L;
    }

    /** The newest event so far; the one before the part where it has none yet. */
    ChainHead last() {
        return newest.map(EventLine::head).orElse(before);
    }

    /** The number of {@link #last}, without hashing it. */
    long lastSeq() {
        return newest.map(EventLine::seq).orElse(before.seq());
    }

    /** Ends the spool's stream, also after a failure; does nothing after {@link #finish}. */
    @Override
    public void close() throws IOException {
        gzip.close();
        stored.close();
    }

    /** Ends the part and the spool's stream. */
    Packed finish(Optional<JournalRecipient> recipient, byte[] info) throws IOException {
        gzip.finish();
        Optional<SegmentTerms.Encryption> encryption = Optional.empty();
        if (recipient.isPresent()) {
            JournalRecipient.SealedPart sealed =
                    recipient.get().seal(info, unsealed.orElseThrow().toByteArray());
            stored.write(sealed.attachment());
            encryption = Optional.of(new SegmentTerms.Encryption(recipient.get().keyid(), sealed.enc()));
        }
        close();
        return new Packed(
                before,
                last(),
                devices,
                new SegmentTerms.Events(events, unpackedBytes, stored.count(), stored.sha256(), encryption));
    }
}
