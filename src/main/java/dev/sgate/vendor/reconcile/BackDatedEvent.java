package dev.sgate.vendor.reconcile;

import java.time.Duration;
import java.time.Instant;

/** An event that says an earlier time than it can have happened at. It counts; somebody should look at the appliance's clock. */
public record BackDatedEvent(long seq, Instant occurredAt, String type, Why why, Duration by) {
    /** What it contradicts. */
    public enum Why {
        /** The event before it in the chain. */
        BEFORE_ITS_PREDECESSOR("before-predecessor"),
        /** The first bundle of the license that it is about. */
        BEFORE_ITS_BUNDLE("before-bundle");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        /** The word in the report. */
        public String word() {
            return word;
        }
    }
}
