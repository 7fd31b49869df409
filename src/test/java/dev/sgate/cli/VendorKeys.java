package dev.sgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A vendor's keys in a folder, one of each role and named after it, with the trust document that names them; made by the product's
 * own verbs.
 */
public final class VendorKeys {
    private final Path folder;

    /**
     * @param folder one that is there and has no keys
     * @param more for {@code trust init}
     */
    public VendorKeys(Path folder, Object... more) {
        this.folder = folder;
        for (String role : List.of("root", "license", "update")) {
            CommandRun.succeed("keygen", "--role", role, "--id", role, "--out", folder);
        }
        List<Object> words = new ArrayList<>(List.of("trust", "init", "--root", at("root.pub")));
        words.addAll(List.of("--license", at("license.pub"), "--update", at("update.pub")));
        words.addAll(List.of("--sign", at("root.pem"), "--out", trust()));
        words.addAll(List.of(more));
        CommandRun.succeed(words.toArray());
        try {
            Files.setPosixFilePermissions(trust(), PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of this folder: {@code license.pem}, {@code license.pub} and so on. */
    public Path at(String name) {
        return folder.resolve(name);
    }

    /** The trust document, which everybody may read. */
    public Path trust() {
        return at("vendor.sgtrust");
    }

    /** Seals an update; with more words for {@code export update}. */
    public CommandRun exportUpdate(Path app, String product, String version, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("export", "update", "--key", at("update.pem"), "--app", app));
        words.addAll(List.of("--product", product, "--app-version", version, "--out", out));
        words.addAll(List.of(more));
        return CommandRun.sgate(words.toArray());
    }
}
