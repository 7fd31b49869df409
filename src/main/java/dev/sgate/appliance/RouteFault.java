package dev.sgate.appliance;

import java.nio.file.Path;

/**
 * A mistake in a route file, and where it stands.
 *
 * @param line counted from 1; 0 where the mistake has no line, e.g. in an empty folder
 * @param what the mistake, in words that say what to change
 */
public record RouteFault(Path file, int line, String what) {
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + what : file + ": " + what;
    }
}
