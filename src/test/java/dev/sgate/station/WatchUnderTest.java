package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.CrashLoopRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A watch over one application that was updated once, and time that passes only when it is told to. */
abstract class WatchUnderTest {
    static final String OLD = "2.4.0";
    static final String NEW = "2.5.0";
    static final String LATER = "2026-01-15T00:00:00Z";
    static final CrashLoopRule RULE =
            new CrashLoopRule(3, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(60));

    final TestSite site = new TestSite();
    long nanos = 5_000_000_000L;
    ApplicationWatch watch = watch();

    ApplicationWatch watch() {
        return new ApplicationWatch(
                site.ledger,
                site.releases,
                site.supervisor,
                site.turn,
                new UnfinishedInstalls(
                        site.ledger,
                        site.trust,
                        site.time,
                        site.ids,
                        site.turn,
                        site.releases,
                        site.supervisor,
                        site.announcements),
                new GoingBack(site.ledger, site.trust, site.releases, site.time::now),
                site.announcements,
                RULE,
                () -> nanos);
    }

    @BeforeEach
    void twoReleases() throws Exception {
        new VisitDriver(site).plugIn(stick().update(OLD).plugged());
        new VisitDriver(site).plugIn(stick().update(NEW).plugged());
        watch.begin();
        assertThat(look()).isEmpty();
    }

    List<String> look() {
        return watch.look().stream().map(Notice::what).toList();
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void end() {
        site.supervisor.running.clear();
    }

    boolean runs() {
        return !site.supervisor.running.isEmpty();
    }

    /** It ends, and is looked at until it runs again or was given up. */
    void crash(Duration after) {
        pass(after);
        end();
        watch.look();
        if (!runs()) {
            pass(Duration.ofSeconds(60));
            watch.look();
        }
    }

    void crashLoop() {
        crash(Duration.ofSeconds(1));
        for (int run = 0; run < 3; run++) {
            crash(Duration.ofSeconds(1));
        }
    }

    String plugIn(StickBuilder stick) throws Exception {
        Outcome outcome = new VisitDriver(site)
                .plugIn(stick.plugged())
                .visit()
                .outcomes()
                .getLast()
                .outcome();
        return outcome.result()
                + outcome.findRefusal().map(refusal -> " " + refusal.code()).orElse("");
    }
}
