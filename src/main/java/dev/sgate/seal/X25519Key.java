package dev.sgate.seal;

import org.bouncycastle.math.ec.rfc7748.X25519;

/** What makes 32 bytes a key that something may be encrypted to (RFC 7748). */
public final class X25519Key {
    /** Of a raw public key. */
    public static final int BYTES = X25519.POINT_SIZE;

    /** Any private key: whether a point is of low order does not depend on it. */
    private static final byte[] ANY_SECRET = anySecret();

    private X25519Key() {}

    /**
     * Whether the point is of low order, in whatever spelling. With such a one every secret is the same: what is encrypted to it is open
     * to everybody, and HPKE refuses to (RFC 9180, 7.1.4).
     *
     * @param raw {@value #BYTES} bytes
     */
    public static boolean isWeak(byte[] raw) {
        return !X25519.calculateAgreement(ANY_SECRET, 0, raw, 0, new byte[X25519.POINT_SIZE], 0);
    }

    private static byte[] anySecret() {
        byte[] any = new byte[X25519.SCALAR_SIZE];
        any[0] = 8;
        any[X25519.SCALAR_SIZE - 1] = 64;
        return any;
    }
}
