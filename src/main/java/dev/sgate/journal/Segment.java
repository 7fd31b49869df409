package dev.sgate.journal;

import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Fields;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;

/**
 * A return journal, or one part of it, that its device signed: its only way into being is a verified payload. Whether the lines
 * in its attachment keep what it promises is {@link SegmentReader}'s to find out. Immutable.
 */
public final class Segment {
    private final SegmentTerms terms;
    private final VerifiedPayload payload;
    private final Ed25519PublicKey deviceKey;

    private Segment(SegmentTerms terms, VerifiedPayload payload, Ed25519PublicKey deviceKey) {
        this.terms = terms;
        this.payload = payload;
        this.deviceKey = deviceKey;
    }

    /** Reads the payload of a {@code .sgsync}; {@code malformed} or {@code unsupported-version} otherwise. */
    public static Verdict<Segment> from(VerifiedPayload payload) {
        if (payload.type() != PayloadType.JOURNAL) {
            throw new IllegalArgumentException("not a journal: " + payload.type());
        }
        Ed25519PublicKey key = payload.deviceKey()
                .orElseThrow(() -> new IllegalArgumentException("a journal always brings its device key"));
        return payload.parse(SegmentTerms.KNOWN, fields -> read(fields, key))
                .map(terms -> new Segment(terms, payload, key));
    }

    /** The appliance's id: the first 16 bytes of its device key's id as they are, written as a UUID. */
    public static UUID applianceId(Ed25519PublicKey deviceKey) {
        ByteBuffer first =
                ByteBuffer.wrap(Arrays.copyOf(Sha256.of(deviceKey.spki()).raw(), 16));
        return new UUID(first.getLong(), first.getLong());
    }

    private static SegmentTerms read(Fields fields, Ed25519PublicKey key) {
        SegmentTerms terms = SegmentTerms.read(fields);
        require(fields, terms.applianceId().equals(applianceId(key)), "applianceId", terms.applianceId());
        require(fields, terms.part() <= terms.parts(), "part", terms.part());
        require(fields, terms.part() == 1 || terms.deviceCount() == 0, "devices", "in another part than the first");
        requireSpan(fields, terms);
        requireTip(fields, terms);
        return terms;
    }

    /** {@code firstSeq} to {@code lastSeq} are {@code count} events; without any, {@code lastSeq} stands one before {@code firstSeq}. */
    private static void requireSpan(Fields fields, SegmentTerms terms) {
        boolean first = terms.firstSeq() == 1;
        boolean empty = terms.events().count() == 0;
        require(fields, terms.firstSeq() >= 1, "firstSeq", terms.firstSeq());
        require(fields, terms.lastSeq() - terms.firstSeq() + 1 == terms.events().count(), "lastSeq", terms.lastSeq());
        require(fields, !first || terms.previousHead().equals(ChainHead.EMPTY.head()), "previousHead", "not zeros");
        require(fields, !empty || terms.head().equals(terms.previousHead()), "head", "moved without an event");
    }

    private static void requireTip(Fields fields, SegmentTerms terms) {
        ChainHead tip = terms.tip();
        boolean behind = tip.seq() > terms.lastSeq();
        boolean here = tip.seq() == terms.lastSeq() && tip.head().equals(terms.head());
        require(fields, behind || here, "tip", "before the last event, or another one");
    }

    private static void require(Fields fields, boolean holds, String name, Object found) {
        if (!holds) {
            throw fields.malformed(name, found);
        }
    }

    public SegmentTerms terms() {
        return terms;
    }

    /** The SHA-256 of the payload. */
    public Sha256 identity() {
        return payload.identity();
    }

    /** The key that signed it. */
    public Ed25519PublicKey deviceKey() {
        return deviceKey;
    }

    /** The device key's id, as {@code appliances} in a license names it. */
    public Kid deviceKeyId() {
        return deviceKey.deviceKid();
    }

    <T> Verdict<T> parseLine(byte[] line, Function<Fields, T> read) {
        return payload.parseAttached(line, read);
    }
}
