package dev.sgate.vectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** Byte strings that vectors are made of. */
final class Bytes {

    private Bytes() {}

    static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

    private static final int BLOCK_MAX_BYTES = 65_535;

    /** One gzip member of stored blocks: the same bytes whatever library packs. */
    static byte[] gzip(byte[] plain) {
        CRC32 crc = new CRC32();
        crc.update(plain);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            out.write(hex("1f8b08000000000000ff"));
            int from = 0;
            do {
                int length = Math.min(BLOCK_MAX_BYTES, plain.length - from);
                out.write(from + length == plain.length ? 1 : 0);
                out.write(littleEndian(length, 2));
                out.write(littleEndian(~length, 2));
                out.write(plain, from, length);
                from += length;
            } while (from < plain.length);
            out.write(littleEndian(crc.getValue(), 4));
            out.write(littleEndian(plain.length, 4));
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] littleEndian(long value, int bytes) {
        byte[] written = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            written[i] = (byte) (value >>> (8 * i));
        }
        return written;
    }
}
