package dev.sgate.campaign.site;

import java.nio.file.Path;
import java.util.Map;

/**
 * One version of the application, as the vendor made it.
 *
 * @param number n of version {@code 1.n.0}
 * @param good whether it passes its health check; a bad one ends as soon as it was started
 * @param files what goes on the stick: an update, and a license bundle with serial {@code number}
 * @param tree what its folder must hold once it is installed: SHA-256 in hex for each path, {@code x} behind it for an executable
 */
public record Release(int number, boolean good, java.util.List<Path> files, Map<String, String> tree) {
    public Release {
        files = java.util.List.copyOf(files);
        tree = Map.copyOf(tree);
    }

    /** As in the log and in the ledger. */
    public String version() {
        return "1." + number + ".0";
    }
}
