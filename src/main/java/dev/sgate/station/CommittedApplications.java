package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The applications that should run: each with a committed release. */
final class CommittedApplications {
    private final LedgerView ledger;
    private final Supervisor supervisor;
    private final CommittedStart start;

    CommittedApplications(LedgerView ledger, Supervisor supervisor, Announcements announcements) {
        this.ledger = ledger;
        this.supervisor = supervisor;
        this.start = new CommittedStart(supervisor, announcements);
    }

    /** As {@link Resume#startApplications}. */
    List<Supervisor.Running> start(Set<String> others) throws IOException {
        Set<String> onTheirWay = new HashSet<>(others);
        ledger.unfinishedInstalls().forEach(install -> onTheirWay.add(install.appName()));
        List<Supervisor.Running> started = new ArrayList<>();
        for (HeldRelease release : ledger.running()) {
            String app = release.appName();
            if (!onTheirWay.contains(app)
                    && supervisor.find(app, release.folder()).isEmpty()) {
                supervisor.stop(app);
                start.start(release).ifPresent(started::add);
            }
        }
        return started;
    }
}
