package dev.sgate.campaign.powercuts;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the power goes: so long after the daemon said this.
 *
 * @param line how the line begins; empty for the start of the process
 * @param delayNanos 0 for at once
 */
record Moment(String line, long delayNanos) {
    /** Said by nobody but {@link Opening}: the daemon has begun to work on its database. */
    static final String OPENED = "database opened";

    private static final String START = "";

    /** What is durable once it is said. */
    private static final List<String> ACKNOWLEDGEMENTS = List.of(
            "license in force",
            "release installed and healthy",
            "release installed and healthy",
            "journal is on the stick",
            "receipt is on the stick",
            "safe to unplug");

    /** The beginnings of stretches in which durable steps are made. */
    private static final List<String> STRETCHES = List.of(
            START,
            "ready",
            "stick seen",
            "files to check",
            "license in force",
            "copying and checking",
            "copied and checked",
            "making the release ready",
            "making the release ready",
            "release is ready to start",
            "release is ready to start",
            "release started",
            "release installed and healthy",
            "journal is on the stick",
            "receipt is on the stick");

    /** How long the stretch after a line usually is, learnt from what was seen. */
    static final class Stretches {
        private static final long FIRST_GUESS_NANOS = 60_000_000;
        private final Map<String, Long> nanos = new ConcurrentHashMap<>(Map.of(START, 1_500_000_000L));

        long of(String line) {
            return nanos.getOrDefault(line, FIRST_GUESS_NANOS);
        }

        /** This much time lay between this line and the next one of the list. */
        void learn(String line, long between) {
            nanos.merge(line, between, (known, seen) -> (3 * known + seen) / 4);
        }
    }

    /** Half of them right after an acknowledgement; the others spread evenly over the stretches, and within each. */
    static Moment choose(Random random, boolean good, Stretches stretches) {
        return random.nextBoolean()
                ? new Moment(verdict(pick(random, ACKNOWLEDGEMENTS), good), 0)
                : within(random, pick(random, STRETCHES), good, stretches);
    }

    /** During a start, and nothing but a start. */
    static Moment duringStart(Random random, Stretches stretches) {
        return within(random, START, true, stretches);
    }

    /** While a daemon works on a database that it has just opened. */
    static Moment duringUpgrade(Random random) {
        return new Moment(OPENED, afterOpening(random));
    }

    /** From a millisecond to two seconds, each doubling as often as the other: a fast disk and a slow one are both hit in the middle. */
    static long afterOpening(Random random) {
        return (long) (1_000_000 * Math.pow(2_000, random.nextDouble()));
    }

    /** While the journal and the receipts are written to the stick, or right after it was said that they are. */
    static Moment duringReturn(Random random, Stretches stretches) {
        List<String> said = List.of("journal is on the stick", "receipt is on the stick", "safe to unplug");
        List<String> begun = List.of("no files for us", "no files for us", "journal is on the stick");
        return random.nextBoolean()
                ? new Moment(pick(random, said), 0)
                : within(random, pick(random, begun), true, stretches);
    }

    private static Moment within(Random random, String line, boolean good, Stretches stretches) {
        return new Moment(verdict(line, good), (long) (random.nextDouble() * 1.1 * stretches.of(line)));
    }

    private static String verdict(String line, boolean good) {
        return !good && line.equals("release installed and healthy") ? "release rolled back" : line;
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Whether this moment is one right after an acknowledgement. */
    boolean isAcknowledgement() {
        return delayNanos == 0;
    }

    /** Whether it may lie before the stick is seen. */
    boolean isDuringStart() {
        return line.equals(START) || line.equals("ready");
    }

    static boolean acknowledges(String text) {
        return ACKNOWLEDGEMENTS.stream().anyMatch(text::startsWith) || text.startsWith("release rolled back");
    }

    /** Which of the stretches this line begins; empty if none. */
    static String stretchOf(String text) {
        return STRETCHES.stream()
                .filter(line -> !line.isEmpty() && text.startsWith(line))
                .findFirst()
                .orElse(text.startsWith("no files for us") ? "no files for us" : "");
    }
}
