package dev.sgate.station;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Throws staging slots away once what they were for is on record: one that cannot be removed changes nothing of that, is told, and is
 * left to the next start.
 */
final class StagingSlots {
    private final Staging staging;
    private final Announcements announcements;

    StagingSlots(Staging staging, Announcements announcements) {
        this.staging = staging;
        this.announcements = announcements;
    }

    /** Removes it; nothing happens if it is not there. */
    void discard(String slot) {
        try {
            staging.discard(slot);
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.STAGING_LEFT_BEHIND,
                    "a staging folder could not be removed",
                    String.valueOf(failure.getMessage()),
                    "the next start tries again; look at the disk");
        }
    }

    /** Each of them, whatever becomes of the others. */
    void discard(Collection<String> slots) {
        List.copyOf(slots).forEach(this::discard);
    }
}
