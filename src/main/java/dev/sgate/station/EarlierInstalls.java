package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.StateChange.InstallMoved;
import java.io.IOException;
import java.util.List;

/**
 * Ends what an error left unfinished while the appliance lived on, before another install of the same application begins. So there
 * is never more than one unfinished install of an application, and a restart never goes back behind a committed release (I2).
 */
final class EarlierInstalls {
    private final Ledger ledger;
    private final InstallRecall recall;
    private final PreviousRelease previous;
    private final ReleaseRollback rollback;

    EarlierInstalls(
            Ledger ledger,
            TrustSource trust,
            Ids ids,
            Releases releases,
            Supervisor supervisor,
            Announcements announcements) {
        this.ledger = ledger;
        this.recall = new InstallRecall(trust, ids);
        this.previous = new PreviousRelease(ledger, releases, supervisor, announcements);
        this.rollback = new ReleaseRollback(ledger, releases, supervisor, announcements);
    }

    /**
     * The committed release runs again afterwards, and no install of the application is unfinished. One that had failed its check
     * is rolled back with its verdict; any other is abandoned without one. Call with the turn taken.
     *
     * @throws IOException if our own disk still fails; the rows stay, and nothing may be installed
     */
    void settle(Visit visit, String appName) throws IOException {
        for (UnfinishedInstall install : ledger.unfinishedInstalls()) {
            if (install.appName().equals(appName)) {
                settle(visit, install);
            }
        }
    }

    private void settle(Visit visit, UnfinishedInstall install) throws IOException {
        if (install.phase() == InstallPhase.ROLLING_BACK) {
            rollback.goOn(visit, recall.file(install), install, recall.updateId(install));
        } else {
            InstallMoved abandoned = new InstallMoved(install.install(), InstallPhase.ABANDONED, visit.now());
            previous.goBack(install, () -> ledger.commit(List.of(abandoned), List.of()));
        }
    }
}
