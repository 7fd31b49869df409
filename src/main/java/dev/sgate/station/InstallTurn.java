package dev.sgate.station;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One install at a time, whatever number of sticks is plugged in: a visit takes the turn before it prepares a release and ends it
 * when the release is committed or rolled back. Safe for use by several threads; the turn belongs to the visit, not to a thread.
 */
public final class InstallTurn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private Optional<VisitId> owner = Optional.empty();

    /** Waits until no other visit has the turn. A visit that has it already goes on at once. */
    public void take(Visit visit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (owner.filter(other -> !other.equals(visit.id())).isPresent()) {
                freed.await();
            }
            owner = Optional.of(visit.id());
        } finally {
            lock.unlock();
        }
    }

    /** Ends the visit's turn; nothing happens if it does not have it. */
    public void end(Visit visit) {
        lock.lock();
        try {
            if (owner.equals(Optional.of(visit.id()))) {
                owner = Optional.empty();
                freed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
