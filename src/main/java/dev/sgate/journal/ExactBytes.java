package dev.sgate.journal;

import java.io.OutputStream;

/** Memory for a number of bytes that is known beforehand, without the copies of a buffer that grows. */
final class ExactBytes extends OutputStream {
    private final byte[] bytes;
    private int length;

    ExactBytes(int length) {
        this.bytes = new byte[length];
    }

    @Override
    public void write(int b) {
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** The bytes themselves, not a copy. */
    byte[] bytes() {
        return bytes;
    }
}
