package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldRelease;
import java.io.IOException;
import java.util.Optional;

/** Starts a committed release; one that cannot be started is announced, and holds nothing else up. */
final class CommittedStart {
    private final Supervisor supervisor;
    private final Announcements announcements;

    CommittedStart(Supervisor supervisor, Announcements announcements) {
        this.supervisor = supervisor;
        this.announcements = announcements;
    }

    /** The caller has stopped what ran of this application. */
    Optional<Supervisor.Running> start(HeldRelease release) {
        try {
            return Optional.of(supervisor.start(release.appName(), release.folder(), release.command()));
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.APPLICATION_NOT_STARTED,
                    release.appName() + " " + release.version() + " could not be started",
                    String.valueOf(failure.getMessage()),
                    "it does not run now, and everything else goes on; bring a stick with a newer release, or restart the appliance");
            return Optional.empty();
        }
    }
}
