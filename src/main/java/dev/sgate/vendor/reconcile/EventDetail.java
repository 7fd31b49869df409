package dev.sgate.vendor.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.journal.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What stands in an event's {@code detail}, as far as the desk counts with it (docs/events.md). A member that is not what it should
 * be counts as absent: the device signed the line, and it is kept as it is.
 */
final class EventDetail {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final int TIME_LENGTH = 20;
    private static final Set<String> WITH_LEASE = Set.of("activation", "validation", "renewal");

    private final JsonNode detail;

    private EventDetail(JsonNode detail) {
        this.detail = detail;
    }

    static EventDetail of(byte[] line) {
        try {
            return new EventDetail(JSON.readTree(line).path("detail"));
        } catch (IOException e) {
            throw new UncheckedIOException("an event is no JSON", e);
        }
    }

    /** The end of the lease that an event tells of; only events of seats are looked into. */
    static Optional<Instant> leaseUntil(Event event) {
        return WITH_LEASE.contains(event.type()) ? event.leaseUntil() : Optional.empty();
    }

    Optional<UUID> uuid(String name) {
        try {
            return text(name).map(UUID::fromString);
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    Optional<Long> integer(String name) {
        JsonNode value = detail.path(name);
        return value.canConvertToLong() && value.isIntegralNumber() ? Optional.of(value.longValue()) : Optional.empty();
    }

    Optional<String> text(String name) {
        JsonNode value = detail.path(name);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
