package dev.sgate.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code status.json} in the state folder: what the last visits came to, for a page or a person to look at. Renamed into place, so
 * that a reader sees the old or the new one. It is made again from the ledger at any time and not synced.
 */
final class StatusFile {
    static final String NAME = "status.json";

    private final Path file;
    private final Path next;

    StatusFile(Path state) {
        this.file = state.resolve(NAME);
        this.next = state.resolve("." + NAME + ".next");
    }

    void write(byte[] json) throws IOException {
        Files.write(next, json);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
