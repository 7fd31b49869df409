package dev.sgate.license.lease;

import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Fields;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.UnverifiedJson;
import dev.sgate.seal.Verdict;
import java.util.Optional;

/** A lease as it was read: well-formed, and nothing in it is believed yet. */
public final class StoredLease {
    /** Longest JSON of one lease: 64 KiB, a lease is under 1 KiB. */
    private static final int MAX_BYTES = 64 << 10;

    private final LeaseTerms claimed;
    private final byte[] signature;

    private StoredLease(LeaseTerms claimed, byte[] signature) {
        this.claimed = claimed;
        this.signature = signature;
    }

    /** Reads a lease's JSON; {@code malformed} or {@code too-large} otherwise. Members that are not a lease's are ignored. */
    public static Verdict<StoredLease> parse(byte[] json) {
        return UnverifiedJson.parse(json, MAX_BYTES, StoredLease::read);
    }

    static StoredLease read(Fields lease) {
        return new StoredLease(LeaseTerms.read(lease), lease.getBytes("signature"));
    }

    /** What it says of itself. */
    public LeaseTerms claimed() {
        return claimed;
    }

    /** The lease if the key that it names signed it; {@code unknown-key} or {@code bad-signature} otherwise (K22, K23). */
    public Verdict<Lease> verify(LeaseKeyset keyset) {
        Optional<Ed25519PublicKey> key = keyset.find(claimed.kid());
        if (key.isEmpty()) {
            return Verdict.refused(Refusal.of(RefusalCode.UNKNOWN_KEY, "kid", claimed.kid()));
        }
        return key.get().verifies(claimed.signedBytes(), signature)
                ? Verdict.accepted(new Lease(claimed, signature))
                : Verdict.refused(Refusal.of(RefusalCode.BAD_SIGNATURE, "kid", claimed.kid()));
    }
}
