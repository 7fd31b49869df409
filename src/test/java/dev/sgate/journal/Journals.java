package dev.sgate.journal;

import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.Verdict;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Journals for tests: written, spooled in memory, put together as a stick would carry them, and read again. */
final class Journals {
    static final SigningKey DEVICE = TestKeys.ed25519("device").key();
    static final UUID APPLIANCE = Segment.applianceId((Ed25519PublicKey) DEVICE.publicKey());
    static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    private Journals() {}

    /** Attachments in memory, by part. */
    static final class MemorySpool implements SegmentWriter.Spool {
        final List<ByteArrayOutputStream> parts = new ArrayList<>();

        @Override
        public OutputStream start(int part) {
            parts.add(new ByteArrayOutputStream());
            return parts.get(part - 1);
        }

        byte[] attachment(SegmentPart part) {
            return parts.get(part.part() - 1).toByteArray();
        }

        /** The whole file. */
        byte[] file(SegmentPart part) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(part.envelopeLine());
            file.writeBytes(attachment(part));
            return file.toByteArray();
        }
    }

    static SegmentExport export(ChainHead before, List<DeviceLine> devices, Optional<JournalRecipient> recipient) {
        return new SegmentExport(
                APPLIANCE, Sha256.of(new byte[] {1}), 3, NOON, List.of(new UUID(3, 4)), devices, before, recipient);
    }

    static DeviceLine device(int number) {
        return new DeviceLine(Sha256.of(new byte[] {(byte) number, (byte) (number >> 8), 9}), NOON, NOON);
    }

    /** A chain of events behind {@code before} whose details are these words. */
    static List<EventLine> chain(ChainHead before, List<String> words) {
        List<EventLine> events = new ArrayList<>();
        ChainHead head = before;
        for (String word : words) {
            EventDraft draft = EventDraft.of(EventType.WARNING, NOON, Map.of("word", word));
            EventLine event = EventLine.append(head, new UUID(0x7000, head.seq()), draft);
            events.add(event);
            head = event.head();
        }
        return events;
    }

    /** Opens a file as the vendor does, up to its payload. */
    static Segment open(byte[] file) throws IOException {
        return Samples.get(
                Segment.from(Samples.get(new SealedFile(new ByteArrayInputStream(file)).open(TestKeys.keyring()))));
    }

    /** Opens a file as the vendor does, to its last byte. */
    static Verdict<SegmentReader.Counts> read(byte[] file, SegmentReader.Receiver receiver) throws IOException {
        SealedFile sealed = new SealedFile(new ByteArrayInputStream(file));
        Segment segment = Samples.get(Segment.from(Samples.get(sealed.open(TestKeys.keyring()))));
        return SegmentReader.read(segment, sealed, receiver);
    }
}
