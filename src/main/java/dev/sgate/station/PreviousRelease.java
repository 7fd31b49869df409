package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import java.io.IOException;
import java.util.Optional;

/** Goes back to what ran before an install. Each step may be repeated after a power cut. */
final class PreviousRelease {
    private final LedgerView ledger;
    private final Releases releases;
    private final Supervisor supervisor;
    private final CommittedStart start;
    private final Announcements announcements;

    PreviousRelease(LedgerView ledger, Releases releases, Supervisor supervisor, Announcements announcements) {
        this.ledger = ledger;
        this.releases = releases;
        this.supervisor = supervisor;
        this.start = new CommittedStart(supervisor, announcements);
        this.announcements = announcements;
    }

    /**
     * Makes the committed release the running one: {@code current} points to it, and it is started unless it runs. Where none was
     * committed, nothing runs and there is no {@code current}.
     *
     * @throws IOException if our own disk fails; the install's row stays as it is, and the next start tries again
     */
    void restore(String appName) throws IOException {
        // A power cut from here to the end leaves the install's row unfinished: the next start comes here again.
        Optional<HeldRelease> committed = find(appName);
        if (committed.isPresent()) {
            restore(appName, committed.get());
        } else {
            supervisor.stop(appName);
            releases.clearCurrent(appName);
        }
    }

    private void restore(String appName, HeldRelease committed) throws IOException {
        boolean runs = supervisor.find(appName, committed.folder()).isPresent();
        if (!runs) {
            supervisor.stop(appName);
        }
        releases.switchTo(appName, committed.folder());
        if (!runs) {
            start.start(committed);
        }
    }

    /**
     * The way out of every install that does not stay: what ran before runs again, then the row ends, and then the folder goes. One
     * that was only prepared never touched what runs.
     *
     * @param end ends the row
     * @throws IOException as {@link #restore}
     */
    void goBack(UnfinishedInstall install, Runnable end) throws IOException {
        if (install.phase() != InstallPhase.PREPARING) {
            restore(install.appName());
        }
        // A power cut before this commit: the row is as it was, and the next start comes here again, or to another
        // probation. After it: over, but for a folder that no row names; the next start or install removes it.
        end.run();
        discardOrTell(install.appName(), install.folder());
    }

    /** Never one that was committed here. What cannot be removed now holds up nothing and is removed later. */
    private void discardOrTell(String appName, String failedFolder) {
        try {
            if (!wasCommitted(appName, failedFolder)) {
                releases.discard(appName, failedFolder);
            }
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.RELEASE_LEFT_BEHIND,
                    "a release of " + appName + " that did not stay could not be removed",
                    String.valueOf(failure.getMessage()),
                    "the next start or install tries again; look at the disk");
        }
    }

    /** The committed release that goes on; empty where nothing ran before. */
    Optional<HeldRelease> find(String appName) {
        return ledger.findRunning(appName);
    }

    private boolean wasCommitted(String appName, String folder) {
        return ledger.releases(appName).stream()
                .anyMatch(release -> release.folder().equals(folder));
    }
}
