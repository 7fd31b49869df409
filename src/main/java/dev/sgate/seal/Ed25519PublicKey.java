package dev.sgate.seal;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032). Bouncy Castle's lightweight code verifies, because the JDK's accepts forged signatures under
 * most small-order keys; the full key check at enrolment refuses those keys in the first place (THREATS P9).
 */
public final class Ed25519PublicKey implements VerifyingKey {
    static final String ALGORITHM = "ed25519";

    /** SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING of 32 bytes }: all that precedes the key in DER. */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

    private final byte[] point;

    private Ed25519PublicKey(byte[] point) {
        this.point = point;
    }

    static Optional<Ed25519PublicKey> find(byte[] spki) {
        boolean shaped = spki.length == SPKI_PREFIX.length + Ed25519.PUBLIC_KEY_SIZE
                && Arrays.equals(spki, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length);
        return shaped ? findRaw(Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length)) : Optional.empty();
    }

    /** The key with these 32 raw bytes; empty unless they pass the full key check. */
    public static Optional<Ed25519PublicKey> findRaw(byte[] point) {
        boolean whole = point.length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(point, 0);
        return whole ? Optional.of(new Ed25519PublicKey(point.clone())) : Optional.empty();
    }

    @Override
    public String algorithm() {
        return ALGORITHM;
    }

    @Override
    public byte[] spki() {
        byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + point.length);
        System.arraycopy(point, 0, spki, SPKI_PREFIX.length, point.length);
        return spki;
    }

    /** The 32 raw bytes; a fresh copy. */
    public byte[] raw() {
        return point.clone();
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
        return signature.length == SIGNATURE_BYTES
                && Ed25519.verify(signature, 0, point, 0, message, 0, message.length);
    }
}
