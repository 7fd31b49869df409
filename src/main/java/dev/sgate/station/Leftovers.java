package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.VisitEnded;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a sudden end leaves behind that nobody goes on with: visits without an end, staging slots, releases only prepared. */
final class Leftovers {
    private final Ledger ledger;
    private final TrustedTime time;
    private final Staging staging;
    private final Announcements announcements;
    private final StagingSlots slots;
    private final ReleaseFolders folders;

    Leftovers(Ledger ledger, TrustedTime time, Staging staging, Releases releases, Announcements announcements) {
        this.ledger = ledger;
        this.time = time;
        this.staging = staging;
        this.announcements = announcements;
        this.slots = new StagingSlots(staging, announcements);
        this.folders = new ReleaseFolders(ledger, releases);
    }

    /** As {@link Resume#undo}: files go first and rows last. */
    void clear() throws IOException {
        discardSlots();
        endInLedger(discardFolders());
    }

    private void discardSlots() throws IOException {
        Set<String> waiting =
                ledger.waitingUpdates().stream().map(WaitingUpdate::slot).collect(Collectors.toSet());
        for (String slot : staging.slots()) {
            if (!waiting.contains(slot)) {
                slots.discard(slot);
            }
        }
    }

    /** The applications whose folder is still there. */
    private Set<String> discardFolders() {
        Set<String> stuck = new HashSet<>();
        for (String app : applications()) {
            if (!discardFolders(app)) {
                stuck.add(app);
            }
        }
        return stuck;
    }

    /** Whether nothing uncommitted of it is there any more; if not, that was announced. */
    private boolean discardFolders(String app) {
        try {
            folders.discardUncommitted(app, inUse(app));
            return true;
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.RELEASE_LEFT_BEHIND,
                    "an unfinished release of " + app + " could not be removed",
                    String.valueOf(failure.getMessage()),
                    "the next start tries again; look at the disk");
            return false;
        }
    }

    private Set<String> applications() {
        Set<String> names = new HashSet<>();
        ledger.running().forEach(release -> names.add(release.appName()));
        ledger.unfinishedInstalls().forEach(install -> names.add(install.appName()));
        // one whose first release failed has neither
        ledger.quarantined().forEach(bad -> names.add(bad.appName()));
        return names;
    }

    /** Folders that an install on its way still needs. */
    private Set<String> inUse(String app) {
        Set<String> folders = new HashSet<>();
        ledger.unfinishedInstalls().stream()
                .filter(install -> install.appName().equals(app) && install.phase() != InstallPhase.PREPARING)
                .forEach(install -> {
                    folders.add(install.folder());
                    install.previousFolder().ifPresent(folders::add);
                });
        return folders;
    }

    private void endInLedger(Set<String> stuck) {
        Instant now = time.now();
        List<StateChange> changes = new ArrayList<>();
        ledger.unfinishedVisits().forEach(visit -> changes.add(new VisitEnded(visit, "interrupted", now)));
        ledger.unfinishedInstalls().stream()
                .filter(install -> install.phase() == InstallPhase.PREPARING && !stuck.contains(install.appName()))
                .forEach(install -> changes.add(
                        new InstallMoved(install.install(), install.phase().afterPowerCut(), now)));
        if (!changes.isEmpty()) {
            ledger.commit(changes, List.of());
        }
    }
}
