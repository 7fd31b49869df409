package dev.sgate.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An event that has not got its place in the chain yet. The ledger gives it id, sequence number and link in the same transaction
 * in which the state it tells of is changed.
 *
 * @param detail facts in the order they are written; values are text, integers or booleans
 */
public record EventDraft(
        EventType type,
        Instant occurredAt,
        Optional<UUID> licenseId,
        Optional<String> fingerprint,
        Optional<String> instanceId,
        Map<String, Object> detail) {
    public EventDraft {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** An event about no license or device in particular. */
    public static EventDraft of(EventType type, Instant occurredAt, Map<String, Object> detail) {
        return new EventDraft(type, occurredAt, Optional.empty(), Optional.empty(), Optional.empty(), detail);
    }

    /** The same event about this license. */
    public EventDraft aboutLicense(UUID license) {
        return new EventDraft(type, occurredAt, Optional.of(license), fingerprint, instanceId, detail);
    }

    /** The same event about this device. */
    public EventDraft aboutDevice(String device) {
        return new EventDraft(type, occurredAt, licenseId, Optional.of(device), instanceId, detail);
    }

    /** The same event with one more fact, last. */
    public EventDraft with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(detail);
        more.put(name, value);
        return new EventDraft(type, occurredAt, licenseId, fingerprint, instanceId, more);
    }

    /** The same event about this instance of an application. */
    public EventDraft aboutInstance(UUID instance) {
        return new EventDraft(type, occurredAt, licenseId, fingerprint, Optional.of(instance.toString()), detail);
    }
}
