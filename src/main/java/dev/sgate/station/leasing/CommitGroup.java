package dev.sgate.station.leasing;

import dev.sgate.station.Ledger;
import dev.sgate.station.LedgerDraft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Many requests, few syncs: whoever comes first decides for all that wait and commits them together; the others find their answer
 * made. No thread of its own: who was served hands the turn to the next that waits. Who has a seat already is served before those who
 * want one, so that a morning on which all devices are new holds up nobody who works. A commit that fails is tried again request by
 * request, so that a bad one spoils no other. What a decision hands back is finished by the thread that asked, after the commit. Safe
 * for use by several threads.
 */
final class CommitGroup {
    /** Decides on one request, adds to the commit, and says how the answer is made once the commit is on the disk. */
    @FunctionalInterface
    interface Decision {
        Supplier<LeaseAnswer> decide(Moment moment);
    }

    /** Who waits together is served in this order. */
    enum Urgency {
        /** Somebody works with what is asked for. */
        HOLDER,
        /** Somebody wants to begin. */
        NEWCOMER
    }

    private static final class Asked {
        private final Decision decision;
        private Optional<Supplier<LeaseAnswer>> answer = Optional.empty();

        /** Done once there is an answer, or it is this one's turn to serve. */
        private final CompletableFuture<Boolean> called = new CompletableFuture<>();

        Asked(Decision decision) {
            this.decision = decision;
        }

        void answer(Supplier<LeaseAnswer> made) {
            answer = Optional.of(made);
            called.complete(true);
        }
    }

    /** Requests in one commit: enough that a sync costs each little, few enough that nobody waits for long. */
    private static final int AT_MOST = 64;

    /** So many of them are for holders first; the rest for newcomers, so that neither waits for ever. */
    private static final int HOLDERS_FIRST = 48;

    private final Ledger ledger;
    private final Function<LedgerDraft, Moment> opening;
    private final Object door = new Object();
    private final Queue<Asked> holders = new ArrayDeque<>();
    private final Queue<Asked> newcomers = new ArrayDeque<>();
    private boolean someoneServes;

    CommitGroup(Ledger ledger, Function<LedgerDraft, Moment> opening) {
        this.ledger = ledger;
        this.opening = opening;
    }

    /** Returns when the decision is committed and the answer made. */
    LeaseAnswer ask(Urgency urgency, Decision decision) {
        Asked mine = new Asked(decision);
        enter(urgency, mine);
        mine.called.join();
        if (mine.answer.isEmpty()) {
            serveWithOthers(mine);
        }
        return mine.answer.orElseThrow().get();
    }

    private void enter(Urgency urgency, Asked mine) {
        synchronized (door) {
            (urgency == Urgency.HOLDER ? holders : newcomers).add(mine);
            if (!someoneServes) {
                someoneServes = true;
                mine.called.complete(true);
            }
        }
    }

    private void serveWithOthers(Asked mine) {
        try {
            serve(next(mine));
        } finally {
            passOn();
        }
    }

    private List<Asked> next(Asked mine) {
        List<Asked> group = new ArrayList<>(List.of(mine));
        synchronized (door) {
            holders.remove(mine);
            newcomers.remove(mine);
            take(group, holders, HOLDERS_FIRST);
            take(group, newcomers, AT_MOST);
            take(group, holders, AT_MOST);
        }
        return group;
    }

    private static void take(List<Asked> group, Queue<Asked> waiting, int upTo) {
        while (group.size() < upTo && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
    }

    /** Who waits longest serves next; it stays in its queue until then. */
    private void passOn() {
        synchronized (door) {
            Optional<Asked> first = Optional.ofNullable(holders.peek()).or(() -> Optional.ofNullable(newcomers.peek()));
            someoneServes = first.isPresent();
            first.ifPresent(asked -> asked.called.complete(true));
        }
    }

    private void serve(List<Asked> group) {
        try {
            List<Supplier<LeaseAnswer>> answers = commit(group);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer(answers.get(i));
            }
        } catch (RuntimeException failed) {
            serveAlone(group, failed);
        } finally {
            group.stream().filter(asked -> asked.answer.isEmpty()).forEach(CommitGroup::giveUp);
        }
    }

    private List<Supplier<LeaseAnswer>> commit(List<Asked> group) {
        List<Moment> opened = new ArrayList<>();
        boolean committed = false;
        try {
            List<Supplier<LeaseAnswer>> answers = ledger.commitTogether(draft -> {
                Moment moment = opening.apply(draft);
                opened.add(moment);
                return group.stream()
                        .map(asked -> asked.decision.decide(moment))
                        .toList();
            });
            committed = true;
            return answers;
        } finally {
            if (!committed) {
                opened.forEach(Moment::undo);
            }
        }
    }

    /** Nobody waits for ever, whatever broke. */
    private static void giveUp(Asked asked) {
        asked.answer(() -> {
            throw new IllegalStateException("whoever served gave up");
        });
    }

    private void serveAlone(List<Asked> group, RuntimeException failed) {
        if (group.size() > 1) {
            group.forEach(asked -> serve(List.of(asked)));
        } else {
            group.getFirst().answer(() -> {
                throw new IllegalStateException("nothing was committed", failed);
            });
        }
    }
}
