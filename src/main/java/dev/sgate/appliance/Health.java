package dev.sgate.appliance;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the daemon does its work: sticks are looked for, and the database answers. Where the database hangs, so does the question;
 * whoever asks must not be needed for anything else.
 *
 * @param pulse of the poll of the mount table
 * @param limit how long ago the last poll may be
 * @param ledger asks the database for something; what it throws is trouble
 */
record Health(MountPulse pulse, Duration limit, Runnable ledger) {
    /** Why not; empty on all good days. */
    @SuppressWarnings("IllegalCatch")
    Optional<String> trouble() {
        Duration age = pulse.age();
        if (age.compareTo(limit) > 0) {
            return Optional.of("sticks were last looked for " + age.toSeconds() + " s ago");
        }
        try {
            ledger.run();
            return Optional.empty();
        } catch (RuntimeException broken) {
            return Optional.of("the database does not answer: " + broken.getMessage());
        }
    }
}
