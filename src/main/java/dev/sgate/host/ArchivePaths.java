package dev.sgate.host;

import dev.sgate.seal.Limits;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names in one archive (THREATS P12). Only plain relative paths, each once; two names that differ in case or in Unicode form
 * alone are one name on some file systems and are refused.
 */
final class ArchivePaths {
    private static final int PART_MAX_BYTES = 255;
    private static final int DEPTH_MAX = 64;

    private enum Kind {
        FILE,
        FOLDER,
        /** A folder that an entry below it stands for; its own entry may follow, once. */
        IMPLIED_FOLDER
    }

    private record Taken(String spelling, Kind kind) {}

    private final long entriesMax;
    private final Map<String, Taken> taken = new HashMap<>();
    private long charsLeft = Limits.ARCHIVE_PATHS_MAX_CHARS;

    /** @param entriesMax most files and folders */
    ArchivePaths(long entriesMax) {
        this.entriesMax = entriesMax;
    }

    /** Takes a file's name; the path as it is to be used. */
    String takeFile(String name) throws UnsafeArchive {
        String path = plain(name);
        take(path, Kind.FILE, name);
        return path;
    }

    /** Takes a folder's name, with or without a slash at its end; empty for the top folder itself. */
    String takeFolder(String name) throws UnsafeArchive {
        if (name.equals("./") || name.equals(".")) {
            return "";
        }
        String path = plain(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        take(path, Kind.FOLDER, name);
        return path;
    }

    /** Without the {@code ./} that {@code tar} writes before each name of a folder packed as {@code .}. */
    private static String plain(String name) throws UnsafeArchive {
        if (name.length() > Limits.ARCHIVE_PATH_MAX_CHARS) {
            throw new UnsafeArchive("path too long", name.length() + " characters");
        }
        String path = name.startsWith("./") ? name.substring(2) : name;
        List<String> parts = Arrays.asList(path.split("/", -1));
        if (path.startsWith("/") || parts.contains("..")) {
            throw new UnsafeArchive("path leaves the folder", name);
        }
        if (parts.size() > DEPTH_MAX || parts.stream().anyMatch(ArchivePaths::isOdd)) {
            throw new UnsafeArchive("odd path", name);
        }
        return path;
    }

    private static boolean isOdd(String part) {
        return part.isEmpty()
                || part.equals(".")
                || part.getBytes(StandardCharsets.UTF_8).length > PART_MAX_BYTES
                || part.codePoints().anyMatch(c -> c == '\\' || c == 0xFFFD || Character.isISOControl(c))
                || part.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private void take(String path, Kind kind, String name) throws UnsafeArchive {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            claim(path.substring(0, slash), Kind.IMPLIED_FOLDER, name);
        }
        claim(path, kind, name);
        if (taken.size() > entriesMax) {
            throw new UnsafeArchive("too many entries", entriesMax);
        }
    }

    private void claim(String path, Kind kind, String name) throws UnsafeArchive {
        String folded = folded(path);
        Taken before = taken.get(folded);
        if (before != null && !(before.spelling.equals(path) && mayFollow(before.kind, kind))) {
            throw new UnsafeArchive("two entries of one name", name);
        }
        if (before == null) {
            charsLeft -= Math.max(path.length(), folded.length());
            if (charsLeft < 0) {
                throw new UnsafeArchive("too many long paths", name);
            }
        }
        if (before == null || kind == Kind.FOLDER) {
            taken.put(folded, new Taken(path, kind));
        }
    }

    private static boolean mayFollow(Kind before, Kind now) {
        return now == Kind.IMPLIED_FOLDER ? before != Kind.FILE : now == Kind.FOLDER && before == Kind.IMPLIED_FOLDER;
    }

    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
