package dev.sgate.license.time;

import dev.sgate.license.Policy;
import dev.sgate.seal.Kid;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One generated life of an appliance to which somebody brings bundles of a stolen key, until the key is revoked. Its twin lives
 * through the same and never sees those bundles. Claimed is that from the moment the key is revoked nothing tells the two apart
 * (BEHAVIOUR 4): neither the trusted time nor how the clock stands, whatever happened before and happens after.
 */
final class StolenKeyHistory {
    /** What can happen; the names are those of the report. */
    enum Kind {
        RUN,
        SET,
        POWER_CUT,
        DEAD_BATTERY,
        RESTORED_DATABASE,
        LOST_FILE,
        BACKUP,
        HONEST_BUNDLE,
        STOLEN_FAR_AHEAD,
        STOLEN_JUST_NEWER,
        STOLEN_OLD
    }

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<Kid> HONEST = Set.of(new Kid("license-a"));
    private static final Kid STOLEN = new Kid("license-b");

    private final Random random;
    private final KeptTime kept;
    private final KeptTime twin = new KeptTime();
    private final Map<Kind, Integer> counts;
    private long trueTime = BEGIN.getEpochSecond();
    private long wall = trueTime;
    private long sinceBoot;
    private int boots;
    private Instant newest = BEGIN;

    StolenKeyHistory(long seed, KeptTime kept, Map<Kind, Integer> counts) {
        this.random = new Random(seed);
        this.kept = kept;
        this.counts = counts;
        both(time -> time.accept(reading(), BEGIN, Policy.DEFAULT, HONEST));
    }

    private void both(Consumer<KeptTime> step) {
        step.accept(kept);
        step.accept(twin);
    }

    /** The first difference after the key was revoked, with the step; empty if there is none. */
    Optional<String> run(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
        }
        kept.revoke(STOLEN);
        twin.revoke(STOLEN);
        for (int step = 0; step < steps; step++) {
            if (!kept.now(reading()).equals(twin.now(reading()))) {
                return Optional.of("step " + step + ": " + kept.now(reading()) + ", without the stolen key "
                        + twin.now(reading()));
            }
            if (!standing(kept).equals(standing(twin))) {
                return Optional.of(
                        "step " + step + ": " + standing(kept) + ", without the stolen key " + standing(twin));
            }
            step();
        }
        return Optional.empty();
    }

    private ClockStanding standing(KeptTime time) {
        return time.standing(reading(), Policy.DEFAULT);
    }

    private void step() {
        Kind[] all = Kind.values();
        Kind kind = all[random.nextInt(all.length)];
        counts.merge(kind, 1, Integer::sum);
        act(kind);
        both(time -> time.observe(reading()));
    }

    private void act(Kind kind) {
        switch (kind) {
            case RUN -> pass(random.nextLong(20 * HOUR));
            case SET -> wall = trueTime + random.nextLong(20 * DAY) - 10 * DAY;
            case POWER_CUT -> restart();
            case DEAD_BATTERY -> {
                restart();
                wall = 0;
            }
            case RESTORED_DATABASE -> {
                both(KeptTime::restoreLedger);
                restart();
            }
            case LOST_FILE -> {
                both(KeptTime::loseFile);
                restart();
            }
            case BACKUP -> both(KeptTime::backUpLedger);
            case HONEST_BUNDLE -> {
                newest = Instant.ofEpochSecond(trueTime);
                both(time -> time.accept(reading(), newest, Policy.DEFAULT, HONEST));
            }
            case STOLEN_FAR_AHEAD -> steal(Instant.ofEpochSecond(trueTime + random.nextLong(400 * DAY)));
            case STOLEN_JUST_NEWER -> steal(newest.plusSeconds(1));
            case STOLEN_OLD -> steal(newest.minusSeconds(random.nextLong(100 * DAY)));
        }
    }

    private void steal(Instant issuedAt) {
        kept.accept(reading(), issuedAt, Policy.DEFAULT, Set.of(STOLEN));
    }

    private void pass(long seconds) {
        trueTime += seconds;
        wall += seconds;
        sinceBoot += seconds;
    }

    private void restart() {
        pass(random.nextLong(100 * HOUR));
        boots++;
        sinceBoot = random.nextLong(60);
        both(KeptTime::start);
    }

    private ClockReading reading() {
        return new ClockReading(
                Instant.ofEpochSecond(wall),
                String.format(Locale.ROOT, "%08x-0000", boots),
                Duration.ofSeconds(sinceBoot));
    }
}
