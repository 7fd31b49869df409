package dev.sgate.vendor.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first bytes of a database file, read without SQLite: opening a file for writing changes it already, also a foreign one. The
 * places are those of SQLite's file format.
 */
final class SqliteHeader {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int APPLICATION_ID_AT = 68;

    /** Entries of the first page, which is the first of the table of tables. */
    private static final int ENTRIES_AT = 103;

    private static final int BYTES = 105;

    private SqliteHeader() {}

    /** Whether the file holds something, and that is no database with this application id. */
    static boolean isForeign(Path file, long applicationId) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(BYTES);
        }
        if (start.length == 0) {
            return false;
        }
        if (start.length < BYTES || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return true;
        }
        int found = ByteBuffer.wrap(start).getInt(APPLICATION_ID_AT);
        boolean empty = ByteBuffer.wrap(start).getShort(ENTRIES_AT) == 0;
        return found != applicationId && !(found == 0 && empty);
    }
}
