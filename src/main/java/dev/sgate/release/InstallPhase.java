package dev.sgate.release;

import java.util.Map;
import java.util.Optional;

/**
 * How far an install has come, and what became of its release. Each phase is a durable row; one in which the install goes on is
 * written <em>before</em> the step it names, so that after a power cut the next start knows what may have happened and takes it up
 * or undoes it (see {@link #afterPowerCut}). The table stands in {@code docs/installs.md}; the ledger makes no other move.
 */
public enum InstallPhase {
    /** The folder is being made. {@code current} is untouched. */
    PREPARING,
    /** {@code current} is about to point, or points, to the new release; it may have been started. */
    PROBATION,
    /** The new release failed; {@code current} is going back to the previous one. */
    ROLLING_BACK,
    /** The new release is the one that runs, until another one is committed. The install has ended. */
    COMMITTED,
    /** The previous release runs again. The install has ended. */
    ROLLED_BACK,
    /** It was undone for no fault of the release, and its folder is gone. The install has ended. */
    ABANDONED,
    /**
     * It was the one that runs, and then ended again and again, lost its folder, or a person went back. The install had ended
     * long before.
     */
    TAKEN_BACK;

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
        /** A committed release ended again and again ({@link CrashLoopRule}). */
        CRASH_LOOP,
        /** A person went back ({@code sgate rollback}). */
        ASKED_BACK,
        /** The folder of a committed release is not on the disk any more. */
        FOLDER_GONE,
        /** A person forgave a release that was taken back, and no other one runs ({@code sgate releases forgive}). */
        FORGIVEN,
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
            COMMITTED,
                    Map.of(
                            Event.CRASH_LOOP, TAKEN_BACK,
                            Event.ASKED_BACK, TAKEN_BACK,
                            Event.FOLDER_GONE, TAKEN_BACK),
            ROLLED_BACK, Map.of(),
            ABANDONED, Map.of(),
            TAKEN_BACK, Map.of(Event.FORGIVEN, COMMITTED));

    /** The phase after this event; empty where the event cannot happen. */
    public Optional<InstallPhase> after(Event event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /**
     * Holds every move against the table.
     *
     * @throws IllegalStateException if no event leads from here to there
     */
    public void mustLeadTo(InstallPhase next) {
        if (!TABLE.getOrDefault(this, Map.of()).containsValue(next)) {
            throw new IllegalStateException("no install goes from " + this + " to " + next);
        }
    }

    /** Where an install in this phase stands when power comes back. A power cut is never evidence against an application. */
    public InstallPhase afterPowerCut() {
        return after(Event.POWER_CUT).orElse(this);
    }

    /** Whether the install has ended: no start takes it up, and another install of the application may begin. */
    public boolean isFinal() {
        return after(Event.POWER_CUT).isEmpty();
    }
}
