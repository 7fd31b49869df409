package dev.sgate.appliance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A release of SGate that a stick brought must become able to work, or end: so that the launcher can fall back. The packaged program
 * stays up instead and says what it lacks.
 */
final class SelfRelease {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int NOT_READY = 1;
    private static final CountDownLatch READY = new CountDownLatch(1);

    private SelfRelease() {}

    /** Whether this is one. */
    static boolean isRunning() {
        return !System.getProperty("sgate.self.runs", "").isEmpty();
    }

    static void mustBecomeReady() {
        if (isRunning()) {
            Thread.ofPlatform().daemon().name("must-become-ready").start(SelfRelease::watch);
        }
    }

    static void isReady() {
        READY.countDown();
    }

    private static void watch() {
        try {
            if (!READY.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(NOT_READY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
