package dev.sgate.station;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.station.LedgerView.HeldRelease;
import java.util.Optional;

/** Where an application would go if the release that runs were taken back. */
public sealed interface WayBack {
    /**
     * The previous release would run again.
     *
     * @param floor the {@code minimumVersion} that {@code to} is not below, if there is one
     */
    record Open(HeldRelease from, HeldRelease to, Optional<SemVer> floor) implements WayBack {}

    /** The previous release may not run again: {@code downgrade} by the floor, or {@code quarantined}. */
    record Closed(HeldRelease from, HeldRelease to, Refusal refusal) implements WayBack {}

    /** There is no earlier release on the disk. */
    record NothingBefore(HeldRelease from) implements WayBack {}

    /** No release of the application runs, or there is no such application. */
    record NothingRuns() implements WayBack {}
}
