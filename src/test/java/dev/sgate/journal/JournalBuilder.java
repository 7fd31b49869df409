package dev.sgate.journal;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * An appliance's journal for tests: append events, then cut any stretch of it into a {@code .sgsync} file. Each part of a file can
 * be spoilt on its way, which a real appliance never does.
 */
public final class JournalBuilder {
    private final SigningKey key;
    private final List<EventLine> events = new ArrayList<>();
    private final List<UUID> bundles = new ArrayList<>();
    private final List<DeviceLine> devices = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private Sha256 fingerprint = Sha256.of(new byte[] {1});
    private long exportSerial = 1;
    private Consumer<Map<String, Object>> spoilPayload = payload -> {};
    private UnaryOperator<byte[]> spoilLines = lines -> lines;
    private UnaryOperator<byte[]> spoilAttachment = attachment -> attachment;

    public JournalBuilder() {
        this(SigningKey.newEd25519(new SecureRandom()));
    }

    public JournalBuilder(SigningKey key) {
        this.key = key;
    }

    /** Another journal with the same key and events so far: a copy of the appliance's state. */
    public JournalBuilder copy() {
        JournalBuilder copy = new JournalBuilder(key);
        copy.events.addAll(events);
        copy.bundles.addAll(bundles);
        copy.devices.addAll(devices);
        copy.fingerprint = fingerprint;
        return copy;
    }

    public String keyId() {
        return key.publicKey().deviceKid().value();
    }

    public UUID applianceId() {
        return Segment.applianceId((dev.sgate.seal.Ed25519PublicKey) key.publicKey());
    }

    public JournalBuilder fingerprint(Sha256 of) {
        fingerprint = of;
        return this;
    }

    public JournalBuilder underBundle(UUID bundle) {
        bundles.add(bundle);
        return this;
    }

    public JournalBuilder device(Sha256 seen, Instant first, Instant last) {
        devices.add(new DeviceLine(seen, first, last));
        return this;
    }

    public JournalBuilder event(EventType type, Instant at) {
        return event(EventDraft.of(type, at, Map.of()));
    }

    public JournalBuilder event(EventDraft draft) {
        return event(new UUID((random.nextLong() & ~0xf000L) | 0x7000L, random.nextLong()), draft);
    }

    public JournalBuilder event(UUID id, EventDraft draft) {
        events.add(EventLine.append(tip(), id, draft));
        return this;
    }

    public JournalBuilder spoilPayload(Consumer<Map<String, Object>> how) {
        spoilPayload = how;
        return this;
    }

    /** Changes the lines before they are packed; the payload then tells the truth about their length. */
    public JournalBuilder spoilLines(UnaryOperator<byte[]> how) {
        spoilLines = how;
        return this;
    }

    /** Changes the packed attachment; the payload then names its length and digest as they are. */
    public JournalBuilder spoilAttachment(UnaryOperator<byte[]> how) {
        spoilAttachment = how;
        return this;
    }

    /** The last event's id. */
    public UUID lastId() {
        return events.get(events.size() - 1).id();
    }

    public ChainHead tip() {
        return headAt(events.size());
    }

    private ChainHead headAt(int seq) {
        return seq == 0 ? ChainHead.EMPTY : events.get(seq - 1).head();
    }

    /** The whole journal in one file. */
    public byte[] file() {
        return file(1, events.size());
    }

    /** Events {@code first} to {@code last}, both included, as the only part of an export. */
    public byte[] file(int first, int last) {
        byte[] lines = spoilLines.apply(lines(first, last));
        byte[] attachment = spoilAttachment.apply(gzip(lines));
        Map<String, Object> payload = new SegmentTerms(
                        applianceId(),
                        fingerprint,
                        exportSerial++,
                        Instant.parse("2026-03-01T12:00:00Z"),
                        1,
                        1,
                        tip(),
                        bundles,
                        first,
                        last,
                        headAt(first - 1).head(),
                        headAt(last).head(),
                        devices.size(),
                        new SegmentTerms.Events(
                                last - first + 1L,
                                lines.length,
                                attachment.length,
                                Sha256.of(attachment),
                                Optional.empty()))
                .toPayload();
        spoilPayload.accept(payload);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Sealer.sealByDevice(PayloadType.JOURNAL, payload, key));
        file.writeBytes(attachment);
        return file.toByteArray();
    }

    private byte[] lines(int first, int last) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (DeviceLine device : devices) {
            lines.writeBytes(Payloads.toJson(Payloads.members(
                    "fingerprint", device.fingerprint(),
                    "firstSeen", device.firstSeen(),
                    "lastSeen", device.lastSeen())));
            lines.write('\n');
        }
        for (EventLine event : events.subList(first - 1, last)) {
            lines.writeBytes(event.line());
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    public static byte[] gzip(byte[] bytes) {
        return gzip(bytes, 1);
    }

    /** What unpacks to so many mebibytes, none of which is held here. */
    public static byte[] bomb(int mebibytes) {
        return gzip(new byte[1 << 20], mebibytes);
    }

    private static byte[] gzip(byte[] bytes, int times) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                gzip.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }
}
