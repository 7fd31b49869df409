package dev.sgate.campaign.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Digests of bytes, files and folders. */
public final class Digests {
    private Digests() {}

    /** SHA-256 in hex. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Every file below the folder, as {@link Truth#offered} takes it; anything but a file or a folder stands with what it is. */
    static Map<String, String> tree(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        Map<String, String> tree = new TreeMap<>();
        for (Path path : all) {
            tree.put(folder.relativize(path).toString(), entry(path));
        }
        return tree;
    }

    private static String entry(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return "no file";
        }
        boolean runs = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE);
        return of(Files.readAllBytes(path)) + (runs ? "x" : "");
    }
}
