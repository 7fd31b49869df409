package dev.sgate.cli.desk;

import dev.sgate.release.HealthCheck;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How an appliance finds out whether a new release works. */
public final class HealthOptions {
    @Option(
            names = "--health-alive",
            defaultValue = "5",
            paramLabel = "SECONDS",
            description = "Healthy if it still runs after so long (default: 5).")
    private long aliveSeconds;

    @Option(
            names = "--health-command",
            paramLabel = "WORD",
            description = "Healthy if this command inside the release exits with 0; once for each word.")
    private List<String> command = List.of();

    @Option(
            names = "--health-url",
            paramLabel = "URL",
            description = "Healthy if this answers 200, e.g. http://127.0.0.1:8080/health.")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--health-unit", description = "Healthy if the application's service unit is active.")
    private boolean unit;

    @Option(
            names = "--health-timeout",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "How long the check may take, 1 to 3600 (default: 30).")
    private long timeoutSeconds;

    HealthCheck healthCheck() {
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        if (!command.isEmpty()) {
            return new HealthCheck.Command(command, timeout);
        }
        if (url.isPresent()) {
            return new HealthCheck.Http(url.get(), timeout);
        }
        return unit
                ? new HealthCheck.UnitActive(timeout)
                : new HealthCheck.Alive(Duration.ofSeconds(aliveSeconds), timeout);
    }
}
