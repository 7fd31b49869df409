package dev.sgate.vendor.reconcile;

import dev.sgate.journal.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that counts for nothing but its place in the chain; its line is kept.
 *
 * @param line the event's whole line
 */
public record RejectedEvent(long seq, UUID id, Instant occurredAt, String type, Reason reason, String line) {
    /** Why an event is rejected (BEHAVIOUR 6). */
    public enum Reason {
        /** More than one hour after the import: look at the clock first. */
        FUTURE("future"),
        /** Its id stands under another number already. */
        KNOWN_ID("known-id"),
        /** Another line has its number: the journal was restored, or copied. */
        FORK("fork");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** The word in the report and in the ledger. */
        public String word() {
            return word;
        }
    }

    /** A line to be rejected: of the file, or from the ledger. */
    record Source(long seq, UUID id, Instant occurredAt, String type, byte[] line) {
        static Source of(Event event) {
            return new Source(event.seq(), event.id(), event.occurredAt(), event.type(), event.line());
        }

        RejectedEvent because(Reason reason) {
            return new RejectedEvent(seq, id, occurredAt, type, reason, new String(line, StandardCharsets.UTF_8));
        }
    }
}
