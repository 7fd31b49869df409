package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The applications that should run: each with a committed release. */
final class CommittedApplications {
    private final LedgerView ledger;
    private final Supervisor supervisor;
    private final Announcements announcements;

    CommittedApplications(LedgerView ledger, Supervisor supervisor, Announcements announcements) {
        this.ledger = ledger;
        this.supervisor = supervisor;
        this.announcements = announcements;
    }

    /** As {@link Resume#startApplications}. */
    List<Supervisor.Running> start(Set<String> others) throws IOException {
        Set<String> onTheirWay = new HashSet<>(others);
        ledger.unfinishedInstalls().forEach(install -> onTheirWay.add(install.appName()));
        List<Supervisor.Running> started = new ArrayList<>();
        for (HeldRelease release : ledger.running()) {
            if (!onTheirWay.contains(release.appName()) && !runs(release)) {
                start(release).ifPresent(started::add);
            }
        }
        return started;
    }

    private boolean runs(HeldRelease release) throws IOException {
        return supervisor
                .find(release.appName())
                .filter(process -> process.folder().equals(release.folder()))
                .isPresent();
    }

    private Optional<Supervisor.Running> start(HeldRelease release) throws IOException {
        supervisor.stop(release.appName());
        try {
            return Optional.of(supervisor.start(release.appName(), release.folder(), release.command()));
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.APPLICATION_NOT_STARTED,
                    release.appName() + " " + release.version() + " could not be started",
                    String.valueOf(failure.getMessage()),
                    "everything else goes on; bring a stick with a newer release, or restart the appliance");
            return Optional.empty();
        }
    }
}
