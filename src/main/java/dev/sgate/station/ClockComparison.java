package dev.sgate.station;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Compares the clock with the site's time servers (C33, C75, C76, C85 to C90). It is advice: no check fails by it and no time is taken
 * from it, for whoever is on the network can answer.
 */
public final class ClockComparison {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** Waits; a test does not. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * What came of it.
     *
     * @param detected whether the clock is off by more than the threshold
     * @param message for people, in one sentence
     * @param skewSeconds how far the clock is ahead of the server, negative where it is behind; empty where no server answered
     */
    public record Skew(boolean detected, String message, Optional<Long> skewSeconds) {}

    private final List<String> servers;
    private final Duration threshold;
    private final TimeServer asking;
    private final TrustedTime time;
    private final Pause pause;

    /**
     * Asks nobody yet.
     *
     * @param servers asked in this order until one answers; none on an appliance unless site IT names some
     * @param threshold how far off is still fine; equal is fine
     */
    public ClockComparison(List<String> servers, Duration threshold, TimeServer asking, TrustedTime time, Pause pause) {
        this.servers = List.copyOf(servers);
        this.threshold = threshold;
        this.asking = asking;
        this.time = time;
        this.pause = pause;
    }

    /** Whether there is a server to ask. */
    public boolean isAsked() {
        return !servers.isEmpty();
    }

    /** Each server up to three times, with 0.5 s and 1 s between; the first answer counts. Blocks for at most 7.5 s a server. */
    public Skew compare() throws InterruptedException {
        for (String server : servers) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                if (attempt > 0) {
                    pause.take(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
                }
                Optional<Instant> answer = asking.ask(server);
                if (answer.isPresent()) {
                    return judge(
                            server, Duration.between(answer.get(), time.clock()).toSeconds());
                }
            }
        }
        return new Skew(false, "no time server answers: offline or blocked", Optional.empty());
    }

    private Skew judge(String server, long skewSeconds) {
        boolean detected = Math.abs(skewSeconds) > threshold.toSeconds();
        String message = detected
                ? "the clock may be wrong: it is " + Math.abs(skewSeconds) + " s "
                        + (skewSeconds > 0 ? "ahead of " : "behind ") + server + "; this may affect validation"
                : "the clock agrees with " + server;
        return new Skew(detected, message, Optional.of(skewSeconds));
    }
}
