package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldRelease;
import java.io.IOException;
import java.util.Optional;

/** Goes back to what ran before an install. Each step may be repeated after a power cut. */
final class PreviousRelease {
    private final LedgerView ledger;
    private final Releases releases;
    private final Supervisor supervisor;
    private final Announcements announcements;

    PreviousRelease(LedgerView ledger, Releases releases, Supervisor supervisor, Announcements announcements) {
        this.ledger = ledger;
        this.releases = releases;
        this.supervisor = supervisor;
        this.announcements = announcements;
    }

    /**
     * Stops the new release, points {@code current} back and starts the previous one; removes the new one's folder.
     *
     * @throws IOException if our own disk fails; the install's row stays as it is, and the next start tries again
     */
    void restore(String appName, String failedFolder, Optional<String> previousFolder) throws IOException {
        // A power cut from here to the end leaves the install's row unfinished: the next start comes here again.
        supervisor.stop(appName);
        if (previousFolder.isPresent()) {
            releases.switchTo(appName, previousFolder.get());
            startPrevious(appName, previousFolder.get());
        } else {
            releases.clearCurrent(appName);
        }
        if (!previousFolder.equals(Optional.of(failedFolder)) && !wasCommitted(appName, failedFolder)) {
            releases.discard(appName, failedFolder);
        }
    }

    /** The committed release that goes on; empty where nothing ran before. */
    Optional<HeldRelease> find(String appName, Optional<String> previousFolder) {
        return previousFolder.flatMap(folder ->
                ledger.findRunning(appName).filter(running -> running.folder().equals(folder)));
    }

    private boolean wasCommitted(String appName, String folder) {
        return ledger.releases(appName).stream()
                .anyMatch(release -> release.folder().equals(folder));
    }

    private void startPrevious(String appName, String folder) {
        Optional<HeldRelease> previous = find(appName, Optional.of(folder));
        try {
            if (previous.isPresent()) {
                supervisor.start(appName, folder, previous.get().command());
            }
        } catch (IOException failure) {
            announcements.announce(
                    appName + " could not be started again from " + folder,
                    String.valueOf(failure.getMessage()),
                    "it does not run now; bring a stick with a newer release, or restart the appliance");
        }
    }
}
