package dev.sgate.station;

import static dev.sgate.station.RealSite.BAD;
import static dev.sgate.station.RealSite.GOOD;
import static dev.sgate.station.RealSite.RUNS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.InstallPhase;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.BadApplications.Bad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the new version does, the previous one runs again, its digest is not tried again, and nothing of it is left. */
class BadApplicationsIT {
    private static final int AT_ONCE = 8;
    private static final int LEAST = 40;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** All at once, for most of the time is waiting; each on a site of its own. */
    @TestFactory
    Stream<DynamicTest> eachEndsOnThePreviousVersion() throws IOException {
        Map<Bad, Future<Void>> ends = new LinkedHashMap<>();
        for (Bad bad : BadApplications.all(21_700)) {
            Path state = folder.resolve("state-" + ends.size());
            ends.put(bad, threads.submit(() -> {
                endsOnThePreviousVersion(bad, state);
                return null;
            }));
        }
        assertThat(ends.size()).isGreaterThanOrEqualTo(LEAST);
        return ends.entrySet().stream()
                .map(end -> DynamicTest.dynamicTest(end.getKey().name(), () -> get(end.getValue())));
    }

    private static void get(Future<Void> end) throws Throwable {
        try {
            end.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private static void endsOnThePreviousVersion(Bad bad, Path state) throws Exception {
        try (RealSite site = new RealSite(state)) {
            assertThat(site.plugIn(GOOD, RUNS)).isInstanceOf(Outcome.ReleaseApplied.class);

            Outcome outcome = site.plugIn(BAD, bad.program(), bad.healthCheck());

            assertThat(outcome).as(bad.name()).isInstanceOfSatisfying(Outcome.ReleaseRolledBack.class, back -> {
                assertThat(back.kept().orElseThrow().written()).isEqualTo(GOOD);
                assertThat(back.refusal().code()).isEqualTo(RefusalCode.HEALTH_CHECK_FAILED);
            });
            assertOnlyTheGoodOneIsThere(site);
            assertThat(site.ledger.quarantined())
                    .extracting(LedgerView.Quarantine::digest)
                    .containsExactly(Sha256.of(bad.program()));
            assertThat(site.plugIn(BAD, bad.program(), bad.healthCheck())
                            .findRefusal()
                            .orElseThrow()
                            .code())
                    .isEqualTo(RefusalCode.QUARANTINED);
            assertOnlyTheGoodOneIsThere(site);
        }
    }

    private static void assertOnlyTheGoodOneIsThere(RealSite site) throws IOException {
        String good = RealSite.folder(GOOD, RUNS.getBytes(UTF_8));
        assertThat(site.running()).contains(good);
        assertThat(site.releases.current(RealSite.APP)).contains(good);
        assertThat(site.releases.folders(RealSite.APP)).containsExactly(good);
        // one that becomes its program this very moment has no words yet
        Awaitility.await().untilAsserted(() -> assertThat(site.processes()).containsExactly(GOOD));
        assertThat(site.staging.slots()).isEmpty();
        assertThat(site.ledger.unfinishedInstalls()).isEmpty();
        assertThat(site.ledger.findRunning(RealSite.APP).orElseThrow().folder()).isEqualTo(good);
    }

    /** The one before needs the port that the new one took. */
    @Test
    void thePortIsFreeAgainForThePreviousVersion() throws Exception {
        String listens = """
                #!/usr/bin/perl
                use IO::Socket::INET;
                exit 0 if @ARGV;
                my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1', LocalPort => 21790, ReuseAddr => 1)
                    or die "taken";
                $| = 1; print "listens\\n"; fork %s;
                sleep 600;
                """;
        try (RealSite site = new RealSite(folder.resolve("port"))) {
            assertThat(site.plugIn(GOOD, String.format(listens, "if 0"))).isInstanceOf(Outcome.ReleaseApplied.class);
            String broken = String.format(listens, "").replace("exit 0 if", "exit 1 if");
            assertThat(site.plugIn(BAD, broken)).isInstanceOf(Outcome.ReleaseRolledBack.class);

            Path output = site.state.resolve("apps/lamp/output.log");
            Awaitility.await().until(() -> Files.readString(output).contains("listens"));
            // one that becomes its program this very moment has no words yet
            Awaitility.await().untilAsserted(() -> assertThat(site.processes()).containsExactly(GOOD));
        }
    }

    /** The time from the end of a release that crashes on launch until the old one was started. */
    @Test
    void theOldVersionRunsAgainSoonAfterACrashOnLaunch() throws Exception {
        try (RealSite site = new RealSite(folder.resolve("soon"))) {
            String tells = RUNS.replace("echo runs;", "date +%s%N >>../../begun;");
            site.plugIn(GOOD, tells);
            site.plugIn(BAD, "#!/bin/sh\ndate +%s%N >../../ended; exit 1\n");

            Path apps = site.state.resolve("apps/lamp");
            Awaitility.await()
                    .until(() -> Files.readAllLines(apps.resolve("begun")).size() == 2);
            long begun =
                    Long.parseLong(Files.readAllLines(apps.resolve("begun")).get(1));
            long ended = Long.parseLong(Files.readString(apps.resolve("ended")).strip());
            Duration took = Duration.ofNanos(begun - ended);
            System.out.println("rollback after a crash on launch: " + took.toMillis() + " ms");
            assertThat(took)
                    .as("a figure, and far beyond it a failure")
                    .isPositive()
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    private static final String HEALTHY_AND_GONE =
            "#!/bin/sh\n[ \"$1\" = --check ] && exit 0\n# %s\nsleep 0.7; exit 4\n";

    @Test
    void oneThatCrashesAfterItsCommitGoesBackToo() throws Exception {
        try (RealSite site = new RealSite(folder.resolve("crash-loop"))) {
            site.plugIn(GOOD, RUNS);
            assertThat(site.plugIn(BAD, HEALTHY_AND_GONE)).isInstanceOf(Outcome.ReleaseApplied.class);

            awaitLooking(
                    site,
                    () -> site.ledger.quarantined().size() == 1
                            && site.running().equals(Optional.of(RealSite.folder(GOOD, RUNS.getBytes(UTF_8)))));

            assertOnlyTheGoodOneIsThere(site);
            assertThat(site.ledger.appliedReleases(RealSite.APP).getLast().phase())
                    .isEqualTo(InstallPhase.TAKEN_BACK);
            List<String> events = new ArrayList<>();
            site.ledger.eventsAfter(0, event -> events.add(event.text()));
            assertThat(events)
                    .filteredOn(event -> event.contains("update-rolled-back"))
                    .singleElement()
                    .asString()
                    .contains("crash-loop", "exitCode=4", "\"kept\":\"1.0.0\"");
            assertThat(site.plugIn("2.0.1", RUNS + "# mended\n")).isInstanceOf(Outcome.ReleaseApplied.class);
        }
    }

    @Test
    void whereBothCrashNothingRunsAndTheNextStickIsTaken() throws Exception {
        try (RealSite site = new RealSite(folder.resolve("both"))) {
            site.plugIn(GOOD, HEALTHY_AND_GONE + "# 1\n");
            site.plugIn(BAD, HEALTHY_AND_GONE);

            awaitLooking(site, () -> site.ledger.quarantined().size() == 2);

            assertThat(site.running()).isEmpty();
            assertThat(site.processes()).isEmpty();
            assertThat(site.releases.current(RealSite.APP)).isEmpty();
            assertThat(site.ledger.running()).isEmpty();
            assertThat(site.watch.look()).as("never a loop").isEmpty();
            assertThat(site.plugIn("3.0.0", RUNS)).isInstanceOf(Outcome.ReleaseApplied.class);
            assertThat(site.processes()).containsExactly("3.0.0");
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void awaitLooking(RealSite site, Condition condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    site.watch.look();
                    return condition.holds();
                });
    }
}
