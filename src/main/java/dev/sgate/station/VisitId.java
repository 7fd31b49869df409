package dev.sgate.station;

import java.util.UUID;

/** Names one visit in every log line, row and receipt: everything from a volume's arrival to "safe to unplug". A UUIDv7. */
public record VisitId(UUID value) {
    /** The last 8 hex digits, enough for a log line. */
    public String shortForm() {
        String text = value.toString();
        return text.substring(text.length() - 8);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
