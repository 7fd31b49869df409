package dev.sgate.release;

import java.util.Map;
import java.util.Optional;

/**
 * How far an install has come. Each phase but the last two is a durable row that is written <em>before</em> the step it names, so
 * that after a power cut the next start knows what may have happened and takes it up or undoes it (see {@link #afterPowerCut}).
 */
public enum InstallPhase {
    /** The folder is being made. {@code current} is untouched. */
    PREPARING,
    /** {@code current} is about to point, or points, to the new release; it may have been started. */
    PROBATION,
    /** The new release failed; {@code current} is going back to the previous one. */
    ROLLING_BACK,
    /** The new release is the one that runs. Final. */
    COMMITTED,
    /** The previous release runs again. Final. */
    ROLLED_BACK,
    /** It was undone for no fault of the release, and its folder is gone. Final. */
    ABANDONED;

    /** What happens to an install. */
    public enum Event {
        /** The folder is whole and synced. */
        PREPARED,
        /** The attachment could not be made into a release. */
        UNUSABLE,
        /** The health check passed. */
        HEALTHY,
        /** The health check failed. */
        UNHEALTHY,
        /** Our own machine failed, or the file is no longer believed: no verdict on the release. */
        UNDONE,
        /** The previous release is {@code current} again. */
        RESTORED,
        /** The machine or the daemon stopped. */
        POWER_CUT
    }

    private static final Map<InstallPhase, Map<Event, InstallPhase>> TABLE = Map.of(
            PREPARING, Map.of(Event.PREPARED, PROBATION, Event.UNUSABLE, ABANDONED, Event.POWER_CUT, ABANDONED),
            PROBATION,
                    Map.of(
                            Event.HEALTHY, COMMITTED,
                            Event.UNHEALTHY, ROLLING_BACK,
                            Event.UNDONE, ABANDONED,
                            Event.POWER_CUT, PROBATION),
            ROLLING_BACK, Map.of(Event.RESTORED, ROLLED_BACK, Event.POWER_CUT, ROLLING_BACK),
            COMMITTED, Map.of(),
            ROLLED_BACK, Map.of(),
            ABANDONED, Map.of());

    /** The phase after this event; empty where the event cannot happen. */
    public Optional<InstallPhase> after(Event event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Where an install in this phase stands when power comes back. A power cut is never evidence against an application. */
    public InstallPhase afterPowerCut() {
        return after(Event.POWER_CUT).orElse(this);
    }

    public boolean isFinal() {
        return TABLE.getOrDefault(this, Map.of()).isEmpty();
    }
}
