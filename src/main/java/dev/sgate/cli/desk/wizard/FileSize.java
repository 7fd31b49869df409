package dev.sgate.cli.desk.wizard;

import java.util.Locale;

/** A number of bytes as people say it: {@code 812 bytes}, {@code 3.4 kB}, {@code 23.4 MB}. */
public final class FileSize {
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;

    private FileSize() {}

    public static String words(long bytes) {
        if (bytes < KILO) {
            return bytes + " bytes";
        }
        return bytes < MEGA
                ? String.format(Locale.ROOT, "%.1f kB", (double) bytes / KILO)
                : String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGA);
    }
}
