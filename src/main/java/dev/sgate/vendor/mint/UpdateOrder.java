package dev.sgate.vendor.mint;

import dev.sgate.release.HealthCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an update is to say, before its application file is measured.
 *
 * @param app the application: an archive (by its ending .tar.gz, .tgz, .tar.zst, .tzst, .zip) or one executable
 * @param fileName the name a single executable is installed under; the file's own where it is empty
 * @param run the words of the command; for archives only
 */
public record UpdateOrder(
        Path app,
        String product,
        String name,
        String version,
        String platform,
        Optional<String> fileName,
        List<String> run,
        Optional<HealthCheck> healthCheck,
        Optional<String> minimumVersion,
        boolean allowDowngrade,
        Optional<Instant> expires) {
    public UpdateOrder {
        run = List.copyOf(run);
    }
}
