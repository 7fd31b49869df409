package dev.sgate.seal;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A numbered list of revoked hashes (FORMATS, {@code crl}). Each entry is kept as its first {@value #ENTRY_BYTES} bytes, which is
 * the packed form on the wire, in ascending order, so that a look-up among 100,000 is a binary search. Immutable.
 */
public final class RevocationList {
    private static final int ENTRY_BYTES = 16;
    private static final Set<String> PLAIN_OR_PACKED = Set.of("revoked", "packed");

    private final long number;
    private final Instant issuedAt;
    private final byte[] packed;

    private RevocationList(long number, Instant issuedAt, byte[] packed) {
        this.number = number;
        this.issuedAt = issuedAt;
        this.packed = packed;
    }

    /** A list of these hashes. */
    public static RevocationList of(long number, Instant issuedAt, Collection<Sha256> hashes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(hashes.size() * ENTRY_BYTES);
        new TreeSet<>(hashes).forEach(hash -> packed.write(hash.raw(), 0, ENTRY_BYTES));
        return new RevocationList(number, issuedAt, packed.toByteArray());
    }

    /** A list from its packed entries, as this class wrote them to disk. */
    public static RevocationList ofPacked(long number, Instant issuedAt, byte[] packed) {
        if (!isAscending(packed)) {
            throw new IllegalArgumentException("not a packed revocation list");
        }
        return new RevocationList(number, issuedAt, packed.clone());
    }

    /** Reads {@code crl}: exactly one of the plain and the packed form, ascending, without doubles. */
    public static RevocationList read(Fields crl) {
        if (PLAIN_OR_PACKED.stream().filter(crl::has).count() != 1) {
            throw crl.malformed("revoked", "not exactly one of revoked and packed");
        }
        byte[] packed = crl.has("packed") ? crl.getBytes("packed") : packPlain(crl);
        if (!isAscending(packed) || (crl.has("packed") && packed.length == 0)) {
            throw crl.malformed("revoked", "empty, not ascending, or an entry twice");
        }
        return new RevocationList(crl.getInteger("number", 0, Limits.INTEGER_MAX), crl.getTime("issuedAt"), packed);
    }

    private static byte[] packPlain(Fields crl) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Sha256 before = null;
        for (Sha256 hash : crl.getDigests("revoked", Limits.REVOKED_PLAIN_MAX)) {
            if (before != null && before.compareTo(hash) >= 0) {
                throw crl.malformed("revoked", "not ascending, or an entry twice");
            }
            packed.write(hash.raw(), 0, ENTRY_BYTES);
            before = hash;
        }
        return packed.toByteArray();
    }

    private static boolean isAscending(byte[] packed) {
        for (int i = ENTRY_BYTES; i < packed.length; i += ENTRY_BYTES) {
            if (i + ENTRY_BYTES > packed.length
                    || Arrays.compareUnsigned(packed, i - ENTRY_BYTES, i, packed, i, i + ENTRY_BYTES) >= 0) {
                return false;
            }
        }
        return packed.length % ENTRY_BYTES == 0;
    }

    /** Grows with every list the vendor makes, also when only its date changes. */
    public long number() {
        return number;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    /** How many hashes are on the list. */
    public int size() {
        return packed.length / ENTRY_BYTES;
    }

    /** The entries as they are packed; a fresh copy. */
    public byte[] packed() {
        return packed.clone();
    }

    /** Whether the hash is revoked, by its first 16 bytes. */
    public boolean revokes(Sha256 hash) {
        byte[] entry = Arrays.copyOf(hash.raw(), ENTRY_BYTES);
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = middle * ENTRY_BYTES;
            int order = Arrays.compareUnsigned(packed, at, at + ENTRY_BYTES, entry, 0, ENTRY_BYTES);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /** Whether the other list revokes exactly the same hashes. */
    public boolean sameEntries(RevocationList other) {
        return Arrays.equals(packed, other.packed);
    }

    /** The list that counts of these two: the higher number; with one number the union of both (BEHAVIOUR 4). */
    public RevocationList newest(RevocationList other) {
        if (number == other.number) {
            return union(other);
        }
        return number > other.number ? this : other;
    }

    /** What both lists revoke together, under this list's number and date (BEHAVIOUR 4: two lists with one number). */
    public RevocationList union(RevocationList other) {
        if (sameEntries(other)) {
            return this;
        }
        ByteArrayOutputStream union = new ByteArrayOutputStream(packed.length + other.packed.length);
        int ours = 0;
        int theirs = 0;
        while (ours < packed.length || theirs < other.packed.length) {
            int order = order(ours, other, theirs);
            union.write(order <= 0 ? packed : other.packed, order <= 0 ? ours : theirs, ENTRY_BYTES);
            ours += order <= 0 ? ENTRY_BYTES : 0;
            theirs += order >= 0 ? ENTRY_BYTES : 0;
        }
        return new RevocationList(number, issuedAt, union.toByteArray());
    }

    /** Which entry comes first; a list that has ended comes last. */
    private int order(int at, RevocationList other, int otherAt) {
        if (at == packed.length || otherAt == other.packed.length) {
            return at == packed.length ? 1 : -1;
        }
        return Arrays.compareUnsigned(packed, at, at + ENTRY_BYTES, other.packed, otherAt, otherAt + ENTRY_BYTES);
    }

    /** The members of {@code crl}: packed, but for an empty list, which has only the plain form. */
    public Map<String, Object> toPayload() {
        if (packed.length == 0) {
            return toPlainPayload(Set.of());
        }
        return Payloads.members("number", number, "issuedAt", issuedAt, "packed", Base64Text.encode(packed));
    }

    /** The members of {@code crl} in the plain form; {@code hashes} must be what this list was made of. */
    public Map<String, Object> toPlainPayload(Collection<Sha256> hashes) {
        return Payloads.members(
                "number",
                number,
                "issuedAt",
                issuedAt,
                "revoked",
                new TreeSet<>(hashes).stream().map(Sha256::hex).toList());
    }
}
