package dev.sgate.journal;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the journal as {@code .sgsync} parts, each under 16 MiB (FORMATS, {@code .sgsync}). Lines go straight into a spool, so
 * that memory does not grow with the journal; the envelopes come last, because each names the number of parts and the newest
 * event.
 */
public final class SegmentWriter implements AutoCloseable {
    /** Where attachments are kept until the envelopes are known, one after the other. */
    @FunctionalInterface
    public interface Spool {
        /**
         * Starts the attachment of a part; the writer closes it.
         *
         * @param part from 1
         */
        OutputStream start(int part) throws IOException;
    }

    private final SegmentExport export;
    private final Spool spool;
    private final PartLimit limit;
    private final List<PartPacker.Packed> finished = new ArrayList<>();
    private PartPacker current;

    private SegmentWriter(SegmentExport export, Spool spool, PartLimit limit) throws IOException {
        this.export = export;
        this.spool = spool;
        this.limit = limit;
        this.current = start(export.before());
    }

    /**
     * Writes all events that {@code events} hands over; they must follow {@code export.before()} without a gap. A journal without
     * events makes one part with none.
     *
     * @return the parts in order, at least one; each is one file: its envelope line, then its spooled attachment
     * @throws IOException if the spool fails; what it holds then is worthless
     * @throws IllegalArgumentException if an event does not follow the one before
     */
    public static List<SegmentPart> write(
            SegmentExport export, Consumer<Consumer<EventLine>> events, SigningKey deviceKey, Spool spool)
            throws IOException {
        PartLimit limit = export.recipient().isPresent() ? PartLimit.SEALED : PartLimit.PLAIN;
        return write(export, events, deviceKey, spool, limit);
    }

    /**
     * What the envelopes of an export would say, part by part, without keeping or signing anything. Where it is encrypted, {@code enc}
     * and {@code sha256} are others each time.
     *
     * @throws IllegalArgumentException if an event does not follow the one before
     */
    public static List<SegmentTerms> describe(SegmentExport export, Consumer<Consumer<EventLine>> events)
            throws IOException {
        PartLimit limit = export.recipient().isPresent() ? PartLimit.SEALED : PartLimit.PLAIN;
        try (SegmentWriter writer = new SegmentWriter(export, part -> OutputStream.nullOutputStream(), limit)) {
            writer.addDevices();
            events.accept(writer::add);
            writer.finish();
            return writer.allTerms();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<SegmentTerms> allTerms() {
        List<SegmentTerms> all = new ArrayList<>();
        finished.forEach(packed -> all.add(terms(all.size() + 1, packed)));
        return List.copyOf(all);
    }

    static List<SegmentPart> write(
            SegmentExport export,
            Consumer<Consumer<EventLine>> events,
            SigningKey deviceKey,
            Spool spool,
            PartLimit limit)
            throws IOException {
        try (SegmentWriter writer = new SegmentWriter(export, spool, limit)) {
            writer.addDevices();
            events.accept(writer::add);
            writer.finish();
            return writer.seal(deviceKey);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void addDevices() throws IOException {
        for (DeviceLine device : export.devices()) {
            byte[] line = device.toLine();
            if (!current.hasRoom(line)) {
                return;
            }
            current.addDevice(line);
        }
    }

    private void add(EventLine event) {
        if (event.seq() != current.lastSeq() + 1) {
            throw new IllegalArgumentException("event " + event.seq() + " does not follow event " + current.lastSeq());
        }
        try {
            if (!current.hasRoom(event.line())) {
                ChainHead before = current.last();
                finish();
                current = start(before);
            }
            current.addEvent(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PartPacker start(ChainHead before) throws IOException {
        return new PartPacker(
                limit, before, spool.start(nextPart()), export.recipient().isPresent());
    }

    private void finish() throws IOException {
        byte[] info = JournalRecipient.info(export.applianceId(), export.exportSerial(), nextPart());
        finished.add(current.finish(export.recipient(), info));
    }

    private int nextPart() {
        return finished.size() + 1;
    }

    /** Ends the part that a failure left open. */
    @Override
    public void close() throws IOException {
        current.close();
    }

    private List<SegmentPart> seal(SigningKey deviceKey) {
        List<SegmentPart> parts = new ArrayList<>();
        for (PartPacker.Packed packed : finished) {
            int part = parts.size() + 1;
            byte[] envelopeLine =
                    Sealer.sealByDevice(PayloadType.JOURNAL, terms(part, packed).toPayload(), deviceKey);
            parts.add(new SegmentPart(
                    part, envelopeLine, packed.last().seq(), packed.events().length()));
        }
        return List.copyOf(parts);
    }

    private SegmentTerms terms(int part, PartPacker.Packed packed) {
        return new SegmentTerms(
                export.applianceId(),
                export.fingerprint(),
                export.exportSerial(),
                export.exportedAt(),
                part,
                finished.size(),
                finished.getLast().last(),
                export.bundleIds(),
                packed.firstSeq(),
                packed.last().seq(),
                packed.before().head(),
                packed.last().head(),
                packed.devices(),
                packed.events());
    }
}
