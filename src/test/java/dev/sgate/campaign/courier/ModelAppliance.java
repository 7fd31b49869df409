package dev.sgate.campaign.courier;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentPart;
import dev.sgate.journal.SmallParts;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An appliance as far as its journal goes: it writes events, exports them with the product's own writer as real files, and forgets
 * what is acknowledged. It keeps all it ever wrote for the judge.
 */
final class ModelAppliance {
    /** One event as it was written, with the time that it says. */
    record Written(EventLine line, Instant occurredAt) {}

    private static final List<EventType> TYPES =
            List.of(EventType.STARTUP, EventType.SHUTDOWN, EventType.EXPIRY_CHECK, EventType.WARNING);

    /** What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410). */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final SigningKey key;
    private final Sha256 fingerprint;
    private final List<UUID> bundles;
    private final Random random;
    private final List<Written> written = new ArrayList<>();
    private final Map<Sha256, DeviceLine> devices = new TreeMap<>();
    private ChainHead acknowledged = ChainHead.EMPTY;
    private boolean forked;
    private long exportSerial;

    ModelAppliance(SigningKey key, List<UUID> bundles, Random random) {
        this.key = key;
        this.bundles = bundles;
        this.random = random;
        this.fingerprint = Sha256.of(key.publicKey().spki());
    }

    /** A copy of its state, as a backup or a cloned disk is. */
    ModelAppliance copy() {
        ModelAppliance copy = new ModelAppliance(key, bundles, random);
        copy.written.addAll(written);
        copy.devices.putAll(devices);
        copy.acknowledged = acknowledged;
        copy.exportSerial = exportSerial;
        return copy;
    }

    UUID id() {
        return Segment.applianceId((Ed25519PublicKey) key.publicKey());
    }

    /** Writes an event; {@code clockAhead} is how wrong its clock is. */
    void write(Instant now, Duration clockAhead, Optional<UUID> forgedId) {
        Instant says = now.plus(clockAhead);
        EventDraft draft = EventDraft.of(TYPES.get(random.nextInt(TYPES.size())), says, Map.of());
        if (random.nextInt(3) == 0) {
            Sha256 device = Sha256.of(new byte[] {(byte) random.nextInt(3)});
            DeviceLine before = devices.getOrDefault(device, new DeviceLine(device, now, now));
            devices.put(device, new DeviceLine(device, before.firstSeen(), now));
            draft = draft.aboutDevice(device.hex());
        }
        EventLine line = EventLine.append(tip(), forgedId.orElseGet(this::newId), draft);
        written.add(new Written(line, says));
    }

    private UUID newId() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x7000L, random.nextLong());
    }

    /** The id of an event that it wrote already. */
    Optional<UUID> someId() {
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(written.get(random.nextInt(written.size())).line().id());
    }

    private ChainHead tip() {
        return written.isEmpty() ? ChainHead.EMPTY : written.getLast().line().head();
    }

    /** Everything after the last acknowledged event, as files in a folder of their own; in parts of about so many bytes. */
    Export export(Path folder, Instant now, int partBytes) throws IOException {
        List<Written> span = List.copyOf(written.subList((int) acknowledged.seq(), written.size()));
        SegmentExport export = new SegmentExport(
                id(),
                fingerprint,
                ++exportSerial,
                now,
                bundles,
                List.copyOf(devices.values()),
                acknowledged,
                Optional.empty());
        Files.createDirectories(folder);
        List<SegmentPart> parts = SmallParts.write(
                export,
                each -> span.forEach(event -> each.accept(event.line())),
                key,
                part -> Files.newOutputStream(folder.resolve(part + ".attachment")),
                partBytes);
        return Export.of(this, parts, span, List.copyOf(devices.values()), folder);
    }

    /** One file: the envelope, then what was spooled. */
    static Path assemble(Path folder, SegmentPart part) throws IOException {
        Path spooled = folder.resolve(part.part() + ".attachment");
        Path file = folder.resolve("journal-" + part.part() + ".sgsync");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(part.envelopeLine());
            Files.copy(spooled, out);
        }
        Files.delete(spooled);
        return file;
    }

    /**
     * What BEHAVIOUR 6 says of an acknowledgement that comes in: it forgets up to there if its own line has that head; an old one
     * changes nothing; anything else means that this is a copy or was restored, and it forgets nothing from then on.
     */
    void take(ChainHead ack) {
        if (forked || ack.seq() <= acknowledged.seq()) {
            return;
        }
        if (ack.seq() <= written.size()
                && written.get((int) ack.seq() - 1).line().head().equals(ack)) {
            acknowledged = ack;
        } else {
            forked = true;
        }
    }

    /** What it does not have any more. */
    List<Written> forgotten() {
        return written.subList(0, (int) acknowledged.seq());
    }

    List<Written> written() {
        return written;
    }

    /** A key of its own for each case, the same one for the same seed. */
    static SigningKey key(long seed) {
        byte[] raw = Sha256.of(ByteBuffer.allocate(8).putLong(seed).array()).raw();
        byte[] pkcs8 = ByteBuffer.allocate(PKCS8_PREFIX.length + raw.length)
                .put(PKCS8_PREFIX)
                .put(raw)
                .array();
        return SigningKey.findPkcs8(pkcs8).orElseThrow();
    }
}
