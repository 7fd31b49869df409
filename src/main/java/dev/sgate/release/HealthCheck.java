package dev.sgate.release;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Payloads;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The proof that a new release works (FORMATS, {@code app.healthCheck}); each has a time-out on the monotonic clock. */
public sealed interface HealthCheck {
    /** How long the check may take before it counts as failed: 1 to 3600 s, default 30 s. */
    Duration timeout();

    /** Still running after {@code forAtLeast}. */
    record Alive(Duration forAtLeast, Duration timeout) implements HealthCheck {}

    /** A command, its first word a path inside the release, that exits with 0. */
    record Command(List<String> command, Duration timeout) implements HealthCheck {
        public Command {
            command = List.copyOf(command);
        }
    }

    /** A request to a literal loopback address that is answered with 200; redirects are not followed. */
    record Http(URI url, Duration timeout) implements HealthCheck {}

    /** The application's service unit is active. */
    record UnitActive(Duration timeout) implements HealthCheck {}

    /** What is checked where the vendor said nothing: still running after 5 s. */
    static HealthCheck byDefault() {
        return new Alive(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private static Optional<String> known(String type) {
        return Optional.of(type).filter(List.of("alive", "command", "http", "unit")::contains);
    }

    static HealthCheck read(Fields check) {
        Function<String, Optional<String>> known = HealthCheck::known;
        String type = check.getChoice("type", known);
        Duration timeout = seconds(check, "timeoutSeconds", 30);
        return switch (type) {
            case "alive" -> new Alive(seconds(check, "seconds", 5), timeout);
            case "command" -> new Command(RunCommand.read(check, "command"), timeout);
            case "http" -> new Http(LoopbackUrl.read(check, "url"), timeout);
            default -> new UnitActive(timeout);
        };
    }

    private static Duration seconds(Fields check, String name, long otherwise) {
        return Duration.ofSeconds(check.findInteger(name, 1, 3600).orElse(otherwise));
    }

    /** The members of {@code app.healthCheck}. */
    default Map<String, Object> toPayload() {
        Object timeoutSeconds = timeout().toSeconds();
        return switch (this) {
            case Alive alive ->
                Payloads.members(
                        "type", "alive", "seconds", alive.forAtLeast.toSeconds(), "timeoutSeconds", timeoutSeconds);
            case Command command ->
                Payloads.members("type", "command", "command", command.command, "timeoutSeconds", timeoutSeconds);
            case Http http -> Payloads.members("type", "http", "url", http.url, "timeoutSeconds", timeoutSeconds);
            case UnitActive unit -> Payloads.members("type", "unit", "timeoutSeconds", timeoutSeconds);
        };
    }
}
