package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.TakenBack;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes release folders that nothing needs. What runs now, or was committed here, is never removed as a leftover. */
final class ReleaseFolders {
    private final LedgerView ledger;
    private final Releases releases;

    ReleaseFolders(LedgerView ledger, Releases releases) {
        this.ledger = ledger;
        this.releases = releases;
    }

    /** Removes what was never committed, and what was taken back where another release runs instead; but for these. */
    void discardUncommitted(String appName, Set<String> inUse) throws IOException {
        Set<String> keep = new HashSet<>();
        ledger.releases(appName).forEach(release -> keep.add(release.folder()));
        if (ledger.findRunning(appName).isPresent()) {
            takenBack(appName).forEach(keep::remove);
        }
        keep.addAll(inUse);
        discardAllBut(appName, keep);
    }

    /** Removes what was taken back; call it where another release runs instead. */
    void discardTakenBack(String appName) throws IOException {
        for (String folder : takenBack(appName)) {
            releases.discard(appName, folder);
        }
    }

    private List<String> takenBack(String appName) {
        return ledger.takenBack().stream()
                .map(TakenBack::release)
                .filter(release -> release.appName().equals(appName))
                .map(HeldRelease::folder)
                .toList();
    }

    /** Removes everything but these and what {@code current} points to. */
    void discardAllBut(String appName, Set<String> keep) throws IOException {
        Set<String> kept = new HashSet<>(keep);
        releases.current(appName).ifPresent(kept::add);
        List<String> rest = releases.folders(appName).stream()
                .filter(folder -> !kept.contains(folder))
                .toList();
        for (String folder : rest) {
            releases.discard(appName, folder);
        }
    }
}
