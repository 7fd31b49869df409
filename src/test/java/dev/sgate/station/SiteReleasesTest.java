package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.SiteReleases.Forgiveness;
import dev.sgate.station.SiteReleases.ReleaseLine;
import dev.sgate.station.SiteReleases.Rollback;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What site IT sees of releases, and what becomes of a way back and of forgiveness. */
class SiteReleasesTest {
    private static final Optional<String> LAMP = Optional.of("lamp");

    private final TestSite site = new TestSite();
    private final SiteReleases releases =
            new SiteReleases(site.ledger, site.trust, site.releases, site.turn, site.time);

    @BeforeEach
    void twoReleases() throws Exception {
        plugIn("2.4.0");
        plugIn("2.5.0");
    }

    private Outcome plugIn(String version) throws Exception {
        return new VisitDriver(site)
                .plugIn(stick().update(version).plugged())
                .visit()
                .outcomes()
                .getLast()
                .outcome();
    }

    private List<String> standings() throws IOException {
        return releases.all(Optional.empty()).releases().stream()
                .map(SiteReleasesTest::words)
                .toList();
    }

    private static String words(ReleaseLine line) {
        return line.release().version() + " " + line.standing() + (line.onDisk() ? " here" : "")
                + (line.quarantined() ? " quarantined" : "");
    }

    private String digest(String version) {
        return Sha256.of(StickBuilder.binary(version)).hex();
    }

    @Test
    void showsEachReleaseWithWhatItIs() throws Exception {
        plugIn("2.6.0");
        assertThat(standings()).containsExactly("2.4.0 EARLIER", "2.5.0 PREVIOUS here", "2.6.0 RUNS here");
        assertThat(releases.all(Optional.of("lantern")).releases()).isEmpty();
    }

    @Test
    void goesBackAndTheStickDoesNotBringItAgainBeforeItIsForgiven() throws Exception {
        assertThat(releases.previewRollback(Optional.empty()))
                .isInstanceOfSatisfying(
                        Rollback.Way.class,
                        way -> assertThat(((WayBack.Open) way.way()).to().version())
                                .isEqualTo(new SemVer("2.4.0")));
        assertThat(standings())
                .as("a preview changes nothing")
                .containsExactly("2.4.0 PREVIOUS here", "2.5.0 RUNS here");

        assertThat(releases.rollBack(LAMP)).isInstanceOf(Rollback.Way.class);
        assertThat(standings()).containsExactly("2.4.0 RUNS here", "2.5.0 TAKEN_BACK here quarantined");
        assertThat(plugIn("2.5.0").findRefusal().orElseThrow().code().word()).isEqualTo("quarantined");

        Forgiveness.Forgiven forgiven =
                (Forgiveness.Forgiven) releases.forgive(digest("2.5.0").substring(0, 8));
        assertThat(forgiven.runsAgain()).isFalse();
        assertThat(site.events("warning"))
                .singleElement()
                .asString()
                .contains("\"kind\":\"quarantine-lifted\"", "\"version\":\"2.5.0\"", digest("2.5.0"));
        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer("2.4.0"));
        assertThat(plugIn("2.5.0")).isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(standings()).containsExactly("2.4.0 PREVIOUS here", "2.5.0 RUNS here");
    }

    @Test
    void theLastReleaseOfAnApplicationIsStartedAgainWhenItIsForgiven() throws Exception {
        GoingBack back = new GoingBack(site.ledger, site.trust, site.releases, site.time::now);
        Refusal loop = Refusal.of(RefusalCode.HEALTH_CHECK_FAILED);
        back.afterCrashLoop("lamp", loop);
        back.afterCrashLoop("lamp", loop);
        assertThat(site.memory.running()).isEmpty();
        assertThat(releases.previewRollback(LAMP)).isEqualTo(new Rollback.Way(new WayBack.NothingRuns()));

        assertThat(releases.previewForgiveness(digest("2.4.0")))
                .isInstanceOfSatisfying(
                        Forgiveness.Forgiven.class,
                        forgiven -> assertThat(forgiven.runsAgain()).isTrue());
        assertThat(site.memory.running()).isEmpty();
        releases.forgive(digest("2.4.0"));

        assertThat(site.memory.findRunning("lamp").orElseThrow().folder()).isEqualTo(folder("2.4.0"));
        assertThat(site.memory.quarantined()).hasSize(1);
    }

    @Test
    void whileAnInstallGoesOnNothingIsChanged() throws Exception {
        Visit visit = new Visit(new VisitId(site.ids.next()), VisitDriver.SAFE_MOUNT, new FakeVolume(), site.now);
        site.turn.take(visit, "lamp");
        assertThat(releases.rollBack(LAMP)).isEqualTo(new Rollback.Busy("lamp"));
        site.turn.end(visit);

        site.supervisor.sick.add(folder("2.6.0"));
        plugIn("2.6.0");
        site.turn.take(visit, "lamp");
        assertThat(releases.forgive(digest("2.6.0"))).isEqualTo(new Forgiveness.Busy("lamp"));
        assertThat(site.memory.quarantined()).hasSize(1);
        assertThat(standings()).containsExactly("2.4.0 PREVIOUS here", "2.5.0 RUNS here");
    }

    @Test
    void whatIsNotMeantClearlyIsNotDone() throws Exception {
        assertThat(releases.forgive(digest("2.5.0"))).isEqualTo(new Forgiveness.WhichDigest(0));
        site.supervisor.sick.add(folder("2.6.0"));
        plugIn("2.6.0");
        assertThat(releases.forgive(digest("2.6.0").substring(0, 7))).isEqualTo(new Forgiveness.WhichDigest(0));
        assertThat(releases.forgive("")).isEqualTo(new Forgiveness.WhichDigest(0));
        assertThat(releases.rollBack(Optional.of("lantern"))).isEqualTo(new Rollback.Way(new WayBack.NothingRuns()));
        assertThat(new SiteReleases(new MemoryLedger(), site.trust, site.releases, site.turn, site.time)
                        .rollBack(Optional.empty()))
                .isEqualTo(new Rollback.WhichApplication(List.of()));
        assertThat(site.memory.quarantined()).hasSize(1);
    }
}
