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

/**
 * One generated life of an appliance's clock, and the oracle beside it. The oracle knows the true time, because the generator makes it,
 * and shares no code with the rules: it keeps lower bounds of trusted time (what was shown, what was lived through with the power
 * on), and the sum of the steps back it made itself.
 *
 * <p>Bounds that are claimed: trusted time is never before the newest bundle's date, never before a clock that was shown at a launch
 * or an hour since, and never before that date with all powered-on time added, but for what passed between the last hour and each
 * power cut. A clock that is behind and believed was stepped back by no more than the tolerance in all. A right clock heals where the
 * clock was never ahead of the true time; a newer bundle heals always.
 */
final class ClockHistory {
    /** What can happen to a clock; the names are those of the report. */
    enum Kind {
        RUN,
        STEP_BACK_TOLERATED,
        STEP_BACK_FAR,
        STEP_FORWARD,
        SET_RIGHT,
        JUMP_TO_2151,
        POWER_CUT,
        DEAD_BATTERY,
        SET_TO_MARK_AT_BOOT,
        SET_BACK_AT_BOOT,
        RESTORED_DATABASE,
        LOST_DATABASE,
        LOST_FILE,
        NEWER_BUNDLE,
        OLD_BUNDLE_AGAIN,
        SUMMER_TIME
    }

    private static final long HOUR = 3_600_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long JUMP = Instant.parse("2151-06-01T00:00:00Z").toEpochMilli();

    private static final Set<Kid> FIRST = Set.of(new Kid("license-a"));
    private static final Set<Kid> NEXT = Set.of(new Kid("license-b"));

    private final Random random;
    private final KeptTime kept;
    private final Map<Kind, Integer> counts;
    private final Policy policy;
    private final long tolerance;
    private final double rate;

    // the truth, all in milliseconds
    private long trueTime = BEGIN.toEpochMilli();
    private double wall = trueTime;
    private double sinceBoot;
    private int boots;
    // what the oracle expects
    private long bundle;
    private double poweredOn;
    private double unseen;
    private double shownMax;
    private double lastShown;
    private double steppedBack;
    private double drifted;
    private boolean wasAhead;
    private boolean believed = true;

    ClockHistory(long seed, KeptTime kept, Map<Kind, Integer> counts) {
        this.random = new Random(seed);
        this.kept = kept;
        this.counts = counts;
        long[] tolerances = {0, 60, 3600, 3600, 3600, 7200};
        long seconds = tolerances[random.nextInt(tolerances.length)];
        this.policy = new Policy(7, 14, 72, seconds, random.nextInt(8) == 0, Optional.empty(), false, false, 15);
        this.tolerance = seconds * 1000;
        this.rate = (random.nextInt(401) - 200) / 1e6;
        takeBundle();
        // the launch: without it nothing was shown yet that a step back could be measured from
        kept.observe(reading());
        shown();
    }

    /** The first claim that does not hold, with the step; empty if all do. */
    Optional<String> run(int steps) {
        for (int step = 0; step < steps; step++) {
            Kind kind = next();
            counts.merge(kind, 1, Integer::sum);
            act(kind);
            kept.observe(reading());
            shown();
            Optional<String> broken = broken();
            if (broken.isPresent()) {
                return Optional.of(broken.get() + " at step " + step + " after " + kind);
            }
        }
        return Optional.empty();
    }

    private Kind next() {
        Kind[] all = Kind.values();
        return random.nextInt(3) == 0 ? Kind.RUN : all[random.nextInt(all.length)];
    }

    private void act(Kind kind) {
        switch (kind) {
            case RUN -> pass(random.nextInt(40) * HOUR / 4);
            case STEP_BACK_TOLERATED -> stepBack(tolerance == 0 ? 0 : random.nextLong(tolerance + 1));
            case STEP_BACK_FAR -> stepBack(tolerance + 1000 + random.nextLong(2000 * HOUR));
            case STEP_FORWARD -> forward(random.nextLong(random.nextBoolean() ? HOUR : 1000 * HOUR));
            case SET_RIGHT -> set(trueTime);
            case JUMP_TO_2151 -> set(JUMP);
            case POWER_CUT -> restart();
            case DEAD_BATTERY -> restartAt(random.nextInt(120_000));
            case SET_TO_MARK_AT_BOOT -> restartAt(Math.max(shownMax, (double) bundle));
            case SET_BACK_AT_BOOT -> restartAt(lastShown - random.nextLong(tolerance + 1));
            case RESTORED_DATABASE -> {
                kept.restoreLedger();
                restart();
            }
            case LOST_DATABASE -> {
                kept.loseLedger();
                restart();
            }
            case LOST_FILE -> {
                kept.loseFile();
                restart();
            }
            case NEWER_BUNDLE -> takeBundle();
            case OLD_BUNDLE_AGAIN -> {
                kept.accept(reading(), Instant.ofEpochMilli(bundle - random.nextLong(1000 * HOUR)), policy, signers());
            }
            // the site's zone changes; a reading is UTC
            case SUMMER_TIME -> kept.backUpLedger();
        }
    }

    /** Time with the power on: an observation each hour, as the daemon does. */
    private void pass(long millis) {
        for (long left = millis; left > 0; left -= HOUR) {
            live(Math.min(left, HOUR));
            if (left >= HOUR) {
                kept.observe(reading());
                shown();
            }
        }
    }

    private void live(long millis) {
        double own = millis * (1 + rate);
        trueTime += millis;
        wall += own;
        sinceBoot += own;
        unseen += own;
        drifted += Math.abs(own - millis);
    }

    private void shown() {
        boolean near = believed && wall >= shownMax - tolerance;
        double expected = lastShown + unseen;
        if (near && wall < expected - 1000) {
            steppedBack += Math.floor((expected - wall) / 1000) * 1000;
        }
        poweredOn += unseen;
        unseen = 0;
        lastShown = wall;
        shownMax = Math.max(shownMax, wall);
        wasAhead |= wall > trueTime;
    }

    private void stepBack(long millis) {
        wall = Math.max(0, wall - millis);
    }

    private void forward(long millis) {
        wall += millis;
        wasAhead = true;
    }

    private void set(long to) {
        wall = to;
    }

    /** What was not seen before the power went is lost, and no more than an hour. */
    private void restart() {
        live(random.nextLong(HOUR));
        unseen = 0;
        boots++;
        sinceBoot = random.nextInt(60_000);
        long off = random.nextLong(200 * HOUR);
        trueTime += off;
        wall += off;
        kept.start();
    }

    private void restartAt(double at) {
        restart();
        // put forward, and not to the right time: that may have any effect until a newer bundle comes
        wasAhead |= at > lastShown || at > trueTime;
        wall = Math.max(0, at);
    }

    /** The desk's clock is right; the stick was on its way for a while. */
    private void takeBundle() {
        long issuedAt =
                seconds((double) (trueTime - random.nextInt(60) * 1000L)).toEpochMilli();
        if (issuedAt <= bundle) {
            return;
        }
        kept.accept(reading(), Instant.ofEpochMilli(issuedAt), policy, signers());
        bundle = issuedAt;
        poweredOn = 0;
        unseen = 0;
        steppedBack = 0;
        drifted = 0;
        shownMax = wall;
        lastShown = wall;
        wasAhead = wall > trueTime;
    }

    /** The vendor has two keys, and either may sign. */
    private Set<Kid> signers() {
        return random.nextBoolean() ? FIRST : NEXT;
    }

    private static Instant seconds(double millis) {
        return Instant.ofEpochSecond((long) millis / 1000);
    }

    private ClockReading reading() {
        return new ClockReading(
                Instant.ofEpochMilli((long) wall),
                String.format(Locale.ROOT, "%08x-0000", boots),
                Duration.ofMillis((long) sinceBoot));
    }

    private Optional<String> broken() {
        double now = kept.now(reading()).toEpochMilli();
        ClockStanding standing = kept.standing(reading(), policy);
        believed = standing.isTrusted();
        if (now < bundle + poweredOn - 2000) {
            return Optional.of("powered-on time gained: " + (bundle + poweredOn - now) / 1000 + " s");
        }
        if (now < shownMax - 2000) {
            return Optional.of("behind a clock that was shown by " + (shownMax - now) / 1000 + " s");
        }
        boolean behind = wall < shownMax - 1000;
        if (!policy.uptimeClock() && behind && standing.isTrusted()) {
            if (steppedBack > tolerance || shownMax - wall > tolerance + 1000) {
                return Optional.of("believed after steps back of " + steppedBack / 1000 + " s");
            }
        }
        if (policy.uptimeClock() && !standing.isTrusted()) {
            return Optional.of("distrusted although the policy goes by uptime");
        }
        if (!wasAhead && now > trueTime + drifted + 2000) {
            return Optional.of("ahead of the true time by " + (now - trueTime) / 1000 + " s without a cause");
        }
        return notHealed();
    }

    private Optional<String> notHealed() {
        // right but for what the oscillator made of it, which the mark has seen
        Instant rightTime = Instant.ofEpochMilli(trueTime + (long) drifted + 1000);
        ClockReading right = new ClockReading(rightTime, "after", Duration.ZERO);
        if (!wasAhead && !kept.suppose(copy -> copy.standing(right, policy).isTrusted())) {
            return Optional.of("a right clock does not heal");
        }
        Instant issuedAt = seconds(trueTime + drifted).plusSeconds(2);
        for (ClockReading reading : new ClockReading[] {right, reading()}) {
            boolean ahead = reading.wall().isAfter(issuedAt);
            boolean heals = kept.suppose(copy -> {
                copy.accept(reading, issuedAt, policy, NEXT);
                boolean same = ahead || copy.now(reading).equals(issuedAt);
                return copy.standing(reading, policy).isTrusted() && same;
            });
            if (!heals) {
                return Optional.of("a newer bundle does not heal with the clock at " + reading.wall());
            }
        }
        return Optional.empty();
    }
}
