package dev.sgate.license.lease;

import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.vectors.Samples;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The known-answer leases of LEASE-PROTOCOL 4 and what belongs to them. */
final class Leases {
    static final SigningKey KEY = SigningKey.findPkcs8(HexFormat.of()
                    .parseHex("302e020100300506032b657004220420"
                            + "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"))
            .orElseThrow();
    static final Kid KID = new Kid("site-1");
    static final LeaseKeyset KEYSET = LeaseKeyset.of(KID, publicKey(KEY));
    static final UUID INSTANCE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    static final Sha256 KEY_HASH = new Sha256("dcbf3511894e4189a57448170947d28206376a8bdb6f7dae2f3606eef7c5c078");
    static final Instant ISSUED = Instant.ofEpochSecond(1_781_076_246L);
    static final Instant EXPIRES = Instant.ofEpochSecond(1_781_681_046L);

    private Leases() {}

    static Ed25519PublicKey publicKey(SigningKey key) {
        return (Ed25519PublicKey) key.publicKey();
    }

    static LeaseTerms terms(LeaseStatus status, String... entitlements) {
        return new LeaseTerms(KID, KEY_HASH, INSTANCE, ISSUED, EXPIRES, status, List.of(entitlements));
    }

    /** The terms of the sample license after this change: 2026-01-01 to 2027-01-01, tier team. */
    static LicenseTerms license(Consumer<java.util.Map<String, Object>> change) {
        return Samples.bundle(change).terms();
    }
}
