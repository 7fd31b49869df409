package dev.sgate.station;

import dev.sgate.seal.Evidence;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.Notice.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Ends what an error left unfinished while the appliance lives on, without waiting for the next stick or start: an application may
 * be down meanwhile, for the old process was stopped and the way back was cut off. While anybody installs nothing is done, for an
 * install that was cut off by a restart waits for its turn; and then not before a pause is over. Not safe for use by several threads.
 */
public final class UnfinishedInstalls {
    private final Ledger ledger;
    private final TrustedTime time;
    private final Ids ids;
    private final InstallTurn turn;
    private final PreviousRelease previous;
    private final EarlierInstalls earlier;
    private final Map<String, Long> dueAt = new HashMap<>();

    public UnfinishedInstalls(
            Ledger ledger,
            TrustSource trust,
            TrustedTime time,
            Ids ids,
            InstallTurn turn,
            Releases releases,
            Supervisor supervisor,
            Announcements announcements) {
        this.ledger = ledger;
        this.time = time;
        this.ids = ids;
        this.turn = turn;
        this.previous = new PreviousRelease(ledger, releases, supervisor, announcements);
        this.earlier = new EarlierInstalls(ledger, trust, ids, releases, supervisor, announcements);
    }

    /**
     * Looks once, and says what happened.
     *
     * @param pause before the first attempt, and between two of them
     */
    List<Notice> look(long now, Duration pause) {
        Set<String> unfinished = ledger.unfinishedInstalls().stream()
                .map(UnfinishedInstall::appName)
                .collect(Collectors.toCollection(TreeSet::new));
        if (turn.isTaken()) {
            dueAt.clear();
            return List.of();
        }
        dueAt.keySet().retainAll(unfinished);
        List<Notice> notices = new ArrayList<>();
        for (String app : unfinished) {
            Long due = dueAt.putIfAbsent(app, now + pause.toNanos());
            if (due != null && now - due >= 0) {
                dueAt.put(app, now + pause.toNanos());
                settle(app, pause).ifPresent(notices::add);
            }
        }
        return notices;
    }

    private Optional<Notice> settle(String app, Duration pause) {
        try {
            boolean done = turn.outsideOfInstalls(app, () -> {
                // First, so that no visit is recorded for an attempt that fails on the disk.
                previous.restore(app);
                earlier.settle(Resume.beginWithoutStick("left-unfinished", ledger, ids, time), app);
            });
            return done ? Optional.of(settled(app)) : Optional.empty();
        } catch (IOException | RuntimeException failure) {
            return Optional.of(ApplicationNotices.failed(app, failure, pause));
        }
    }

    private Notice settled(String app) {
        return new Notice(
                LogEvent.INSTALL_TAKEN_UP,
                Urgency.SOON,
                "an install that an error of this machine had cut off was ended",
                "nothing at once; look at the disk, and insert the stick again if its version is missing",
                Evidence.of("app", app)
                        .and(
                                "folder",
                                previous.find(app)
                                        .map(LedgerView.HeldRelease::folder)
                                        .orElse("none")));
    }
}
