package dev.sgate.station.leasing;

import dev.sgate.station.Ledger;
import dev.sgate.station.LedgerDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Many requests, few syncs: whoever comes first decides for all that wait and commits them together; the others find their answer
 * made. No thread of its own. A commit that fails is tried again request by request, so that a bad one spoils no other. What a
 * decision hands back is finished by the thread that asked, after the commit. Safe for use by several threads.
 */
final class CommitGroup {
    /** Decides on one request, adds to the commit, and says how the answer is made once the commit is on the disk. */
    @FunctionalInterface
    interface Decision {
        Supplier<LeaseAnswer> decide(Moment moment);
    }

    private static final class Asked {
        private final Decision decision;
        private Optional<Supplier<LeaseAnswer>> answer = Optional.empty();

        Asked(Decision decision) {
            this.decision = decision;
        }
    }

    /** Requests in one commit: enough that a sync costs each little, few enough that nobody waits for long. */
    private static final int AT_MOST = 64;

    private final Ledger ledger;
    private final Function<LedgerDraft, Moment> opening;
    private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);

    CommitGroup(Ledger ledger, Function<LedgerDraft, Moment> opening) {
        this.ledger = ledger;
        this.opening = opening;
    }

    /** Returns when the decision is committed and the answer made. */
    LeaseAnswer ask(Decision decision) {
        Asked mine = new Asked(decision);
        waiting.add(mine);
        return await(mine).get();
    }

    private Supplier<LeaseAnswer> await(Asked mine) {
        turn.lock();
        try {
            while (mine.answer.isEmpty()) {
                serve(next());
            }
            return mine.answer.get();
        } finally {
            turn.unlock();
        }
    }

    private List<Asked> next() {
        List<Asked> group = new ArrayList<>();
        for (Asked asked = waiting.poll(); asked != null; asked = group.size() < AT_MOST ? waiting.poll() : null) {
            group.add(asked);
        }
        return group;
    }

    private void serve(List<Asked> group) {
        try {
            List<Supplier<LeaseAnswer>> answers = ledger.commitTogether(draft -> {
                Moment moment = opening.apply(draft);
                return group.stream()
                        .map(asked -> asked.decision.decide(moment))
                        .toList();
            });
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer = Optional.of(answers.get(i));
            }
        } catch (RuntimeException failed) {
            serveAlone(group, failed);
        }
    }

    private void serveAlone(List<Asked> group, RuntimeException failed) {
        if (group.size() > 1) {
            group.forEach(asked -> serve(List.of(asked)));
        } else {
            group.getFirst().answer = Optional.of(() -> {
                throw new IllegalStateException("nothing was committed", failed);
            });
        }
    }
}
