package dev.sgate.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a start depends on, as far as a glance shows it. Where the appliance cannot work, another glance tells whether somebody has done
 * something about it.
 *
 * @param seen one line a matter; equal where nothing has changed
 */
public record Surroundings(List<String> seen) {
    private static final long ROOM_BYTES = 10L << 20;

    /** Reads the settings anew. */
    @FunctionalInterface
    public interface Reading {
        Settings read() throws BadSetting;
    }

    static Surroundings look(Reading reading) {
        List<String> seen = new ArrayList<>();
        try {
            Settings settings = reading.read();
            seen.add(settings.toString());
            seen.add("media " + Files.isDirectory(settings.media()));
            seen.add("state " + usable(settings.state()));
            seen.add("trust " + stamp(settings.trust()));
            seen.add("routes " + stamps(settings.routes()));
        } catch (BadSetting bad) {
            seen.add(String.valueOf(bad.getMessage()));
        }
        return new Surroundings(seen);
    }

    private static String usable(Path state) {
        try {
            boolean room = Files.getFileStore(state).getUsableSpace() > ROOM_BYTES;
            return Files.isWritable(state) + " " + room + " " + stamps(state) + stamps(state.resolve("keys"));
        } catch (IOException | RuntimeException cannot) {
            return cannot.toString();
        }
    }

    private static String stamps(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(Surroundings::stamp).toList().toString();
        } catch (IOException | RuntimeException cannot) {
            return cannot.toString();
        }
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + " "
                    + Files.getAttribute(file, "unix:mode") + " " + Files.getOwner(file) + " " + Files.isReadable(file);
        } catch (IOException cannot) {
            return cannot.toString();
        }
    }
}
