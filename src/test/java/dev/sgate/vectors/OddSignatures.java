package dev.sgate.vectors;

import java.math.BigInteger;
import java.util.Arrays;

/** Signatures that are nearly right (THREATS P9, P10). */
final class OddSignatures {
    /** The order of Ed25519's base point. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** The DER of DigestInfo for SHA-256, before the digest. */
    private static final byte[] SHA256_INFO = Bytes.hex("3031300d060960864801650304020105000420");

    private OddSignatures() {}

    static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    static byte[] spoilt(byte[] bytes) {
        byte[] spoilt = bytes.clone();
        spoilt[spoilt.length - 1] ^= 0x5a;
        return spoilt;
    }

    /** The same signature with the group's order added to S: a lax reader takes it for another good one. */
    static byte[] plusOrder(byte[] signature) {
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64))).add(L);
        byte[] more = reversed(fixed(s, 32));
        return Dsse.concat(Arrays.copyOf(signature, 32), more);
    }

    /** The product's number as exactly so many bytes, the highest first. */
    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int used = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - used, fixed, length - used, used);
        return fixed;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** R the neutral element, S zero: holds under small-order keys with lax readers. */
    static byte[] neutral() {
        byte[] signature = new byte[64];
        signature[0] = 1;
        return signature;
    }

    /** PKCS#1 with a short padding and rubbish behind the digest, under the license key of RSA. */
    static byte[] rsaWithRubbish(byte[] message) {
        byte[] start = Dsse.concat(Bytes.hex("0001ffffffffffffffff00"), SHA256_INFO, TestKeys.sha256(message));
        byte[] padded = Arrays.copyOf(start, 512);
        Arrays.fill(padded, start.length, 512, (byte) 0x42);
        return rsa(padded);
    }

    /** PKCS#1 whose padding has a wrong byte. */
    static byte[] rsaWithOddPadding(byte[] message) {
        byte[] end = Dsse.concat(new byte[1], SHA256_INFO, TestKeys.sha256(message));
        byte[] padded = new byte[512];
        Arrays.fill(padded, (byte) 0xff);
        padded[0] = 0;
        padded[1] = 1;
        padded[100] = (byte) 0xfe;
        System.arraycopy(end, 0, padded, 512 - end.length, end.length);
        return rsa(padded);
    }

    private static byte[] rsa(byte[] padded) {
        BigInteger signed = new BigInteger(1, padded).modPow(RsaTestKeys.secretExponent(), RsaTestKeys.modulus());
        return fixed(signed, 512);
    }

    /** The same signature with the modulus added, where that still fits into 512 bytes; else all ones. */
    static byte[] rsaPlusModulus(byte[] signature) {
        BigInteger more = new BigInteger(1, signature).add(RsaTestKeys.modulus());
        return more.bitLength() <= 4096 ? fixed(more, 512) : Bytes.hex("ff".repeat(512));
    }
}
