package dev.sgate.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The end of a zip (APPNOTE 4.3.16), looked at before anybody reads its central directory into memory. No zip64, no several disks,
 * nothing before or between: then the directory is exactly where and as large as it says.
 */
final class ZipDirectory {
    /** Most bytes of a central directory: about 80,000 entries with names of ordinary length. */
    private static final long MAX_BYTES = 8 << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int COMMENT_MAX_BYTES = 0xffff;
    private static final int COUNT_AT = 10;
    private static final int SIZE_AT = 12;
    private static final int OFFSET_AT = 16;
    private static final int ENTRY_BYTES = 46;
    private static final int NAME_LENGTH_AT = 28;
    private static final int EXTRA_LENGTH_AT = 30;
    private static final int COMMENT_LENGTH_AT = 32;

    /** Most bytes of extra fields of one entry: times and owners take under 100. */
    private static final int EXTRA_MAX_BYTES = 256;

    private ZipDirectory() {}

    static void requireSmall(FileChannel archive) throws IOException {
        int tailBytes = (int) Math.min(archive.size(), END_BYTES + COMMENT_MAX_BYTES + ZIP64_LOCATOR_BYTES);
        ByteBuffer tail = ByteBuffer.allocate(tailBytes).order(ByteOrder.LITTLE_ENDIAN);
        long tailAt = archive.size() - tailBytes;
        while (tail.hasRemaining() && archive.read(tail, tailAt + tail.position()) >= 0) {
            // until the tail is whole
        }
        int end = endAt(tail);
        long size = Integer.toUnsignedLong(tail.getInt(end + SIZE_AT));
        long offset = Integer.toUnsignedLong(tail.getInt(end + OFFSET_AT));
        boolean zip64 = end >= ZIP64_LOCATOR_BYTES && tail.getInt(end - ZIP64_LOCATOR_BYTES) == ZIP64_LOCATOR_SIGNATURE;
        if (zip64 || offset + size != tailAt + end) {
            throw new UnsafeArchive("zip of an odd make", "its end");
        }
        if (size > MAX_BYTES) {
            throw new UnsafeArchive("too many entries", size + " bytes of them");
        }
        requireFewEntries(archive, offset, (int) size, Short.toUnsignedInt(tail.getShort(end + COUNT_AT)));
    }

    /** A library makes objects of each entry and of each of its extra fields, whatever number the end of the zip gives. */
    private static void requireFewEntries(FileChannel archive, long offset, int size, int said) throws IOException {
        ByteBuffer directory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (directory.hasRemaining() && archive.read(directory, offset + directory.position()) >= 0) {
            // until the directory is whole
        }
        int found = 0;
        for (int at = 0; at <= size - ENTRY_BYTES; found++) {
            int name = Short.toUnsignedInt(directory.getShort(at + NAME_LENGTH_AT));
            int extra = Short.toUnsignedInt(directory.getShort(at + EXTRA_LENGTH_AT));
            int comment = Short.toUnsignedInt(directory.getShort(at + COMMENT_LENGTH_AT));
            if (extra > EXTRA_MAX_BYTES) {
                throw new UnsafeArchive("zip of an odd make", extra + " bytes of extra fields");
            }
            at += ENTRY_BYTES + name + extra + comment;
        }
        if (found != said) {
            throw new UnsafeArchive("zip of an odd make", found + " entries, says " + said);
        }
    }

    private static int endAt(ByteBuffer tail) throws UnsafeArchive {
        for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        throw new UnsafeArchive("unreadable", "its end");
    }
}
