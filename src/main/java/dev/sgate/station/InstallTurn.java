package dev.sgate.station;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One install at a time, whatever number of sticks is plugged in: a visit takes the turn before it prepares a release and ends it
 * when the release is committed or rolled back. Whoever else starts or stops an application does so where no install of that
 * application has the turn. Safe for use by several threads; the turn belongs to the visit, not to a thread.
 */
public final class InstallTurn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Set<String> inOtherHands = new HashSet<>();
    private Optional<Owner> owner = Optional.empty();

    private record Owner(VisitId visit, String appName) {}

    /** What is done to an application outside of an install. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Waits until no other visit has the turn, and nobody else has this application in hand. A visit that has the turn already goes
     * on at once.
     */
    public void take(Visit visit, String appName) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isTakenByAnother(visit) || inOtherHands.contains(appName)) {
                freed.await();
            }
            owner = Optional.of(new Owner(visit.id(), appName));
        } finally {
            lock.unlock();
        }
    }

    private boolean isTakenByAnother(Visit visit) {
        return owner.filter(other -> !other.visit.equals(visit.id())).isPresent();
    }

    /** Whether anything is being installed. */
    public boolean isTaken() {
        lock.lock();
        try {
            return owner.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the visit's turn; nothing happens if it does not have it. */
    public void end(Visit visit) {
        lock.lock();
        try {
            if (owner.filter(now -> now.visit.equals(visit.id())).isPresent()) {
                owner = Optional.empty();
                freed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does this with the application while no install of it begins. It does not wait.
     *
     * @return whether it was done; not where an install of this application has the turn, or somebody else has it in hand
     */
    public boolean outsideOfInstalls(String appName, Work work) throws IOException {
        if (!takeInHand(appName)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            letGo(appName);
        }
    }

    private boolean takeInHand(String appName) {
        lock.lock();
        try {
            boolean installing =
                    owner.filter(now -> now.appName.equals(appName)).isPresent();
            return !installing && inOtherHands.add(appName);
        } finally {
            lock.unlock();
        }
    }

    private void letGo(String appName) {
        lock.lock();
        try {
            inOtherHands.remove(appName);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
