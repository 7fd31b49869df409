package dev.sgate.journal;

import dev.sgate.seal.Limits;

/**
 * How large a part may grow. Packed bytes are counted as they come out of the packer, so that a part is cut by its real size;
 * what the packer still holds back, and one more line that does not shrink at all, are kept free.
 *
 * @param packedBytes of the attachment
 * @param unpackedBytes of all its lines
 */
record PartLimit(long packedBytes, long unpackedBytes) {
    /**
     * Deflate holds back at most 16,384 symbols, under 128 KiB however badly they pack; a line is at most 64 KiB; the rest is for
     * block headers and the tag of the encryption.
     */
    private static final long HELD_BACK_BYTES = 256 << 10;

    /** An encrypted part is one message and lies in memory whole, twice over; the appliance has 64 MiB for everything. */
    private static final long SEALED_PACKED_MAX_BYTES = 2L << 20;

    /** For a file under 16 MiB with the largest envelope. */
    static final PartLimit PLAIN = new PartLimit(
            Limits.JOURNAL_FILE_MAX_BYTES - Limits.SMALL_ENVELOPE_MAX_BYTES - 1, Limits.JOURNAL_UNPACKED_MAX_BYTES);

    static final PartLimit SEALED = new PartLimit(SEALED_PACKED_MAX_BYTES, Limits.JOURNAL_UNPACKED_MAX_BYTES);

    /** Whether a part that has come this far takes a line of this many bytes, its line feed counted. */
    boolean hasRoom(long packedSoFar, long unpackedSoFar, int lineBytes) {
        return packedSoFar + HELD_BACK_BYTES <= packedBytes && unpackedSoFar + lineBytes <= unpackedBytes;
    }
}
