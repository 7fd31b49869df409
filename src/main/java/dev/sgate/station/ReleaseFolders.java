package dev.sgate.station;

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

    /** Removes what was never committed, but for these. */
    void discardUncommitted(String appName, Set<String> inUse) throws IOException {
        Set<String> keep = new HashSet<>(inUse);
        ledger.releases(appName).forEach(release -> keep.add(release.folder()));
        discardAllBut(appName, keep);
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
