package dev.sgate.host;

import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that asks a stick. It does one thing after the other; whoever calls waits, and gives up after a time without progress.
 * From then on every call fails at once. The thread may stay where it is until the stick is pulled; it holds up neither other sticks
 * nor the daemon's end, and when it comes back it finds itself interrupted and does nothing more. Safe for use by several threads.
 */
final class StickThread {
    private static final long IDLE_SECONDS = 5;

    private final Duration patience;
    private final ExecutorService thread;
    private volatile long progressNanos = System.nanoTime();
    private volatile boolean givenUp;

    /** @param name for the thread; none is started before it is needed */
    StickThread(String name, Duration patience) {
        this.patience = patience;
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("stick-" + name).daemon().factory());
        one.allowCoreThreadTimeOut(true);
        this.thread = one;
    }

    /** Does it without anybody who waits: after what was begun before, and not if that never ends. */
    <T> Future<T> begin(Callable<T> work) {
        return thread.submit(work);
    }

    /**
     * Does it and waits for it.
     *
     * @throws Volume.Stalled if there was no progress for too long, now or in an earlier call
     * @throws IOException also what {@code work} throws
     */
    <T> T call(Callable<T> work) throws IOException {
        requireAnswering();
        progressed();
        try {
            return await(begin(work));
        } catch (RejectedExecutionException givenUpMeanwhile) {
            throw stalled();
        }
    }

    /** A byte went by: the time begins anew. */
    void progressed() {
        progressNanos = System.nanoTime();
    }

    /** Whether it was given up. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** Throws if it was given up. */
    void requireAnswering() throws Volume.Stalled {
        if (givenUp) {
            throw stalled();
        }
    }

    private <T> T await(Future<T> answer) throws IOException {
        while (true) {
            long left = patience.toNanos() - (System.nanoTime() - progressNanos);
            try {
                return answer.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            } catch (TimeoutException silence) {
                if (System.nanoTime() - progressNanos >= patience.toNanos()) {
                    giveUp();
                    throw stalled();
                }
            } catch (InterruptedException stopping) {
                giveUp();
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("the appliance is being stopped").initCause(stopping);
            } catch (ExecutionException failed) {
                throw causeOf(failed);
            }
        }
    }

    /** As if it had been thrown by the call itself. */
    private static IOException causeOf(ExecutionException failed) {
        return switch (failed.getCause()) {
            case IOException trouble -> trouble;
            case RuntimeException mistake -> throw mistake;
            case Error error -> throw error;
            case null, default -> new IOException(failed);
        };
    }

    /**
     * The interruption closes the channel that the thread waits in, so that it cannot go on later; and closing may hang like any other
     * call, so that is another thread's work.
     */
    private void giveUp() {
        if (!givenUp) {
            givenUp = true;
            Thread.ofPlatform().name("stick-given-up").daemon().start(thread::shutdownNow);
        }
    }

    private Volume.Stalled stalled() {
        return new Volume.Stalled(patience);
    }
}
