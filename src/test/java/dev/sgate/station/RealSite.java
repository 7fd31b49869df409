package dev.sgate.station;

import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.ProcessSupervisor;
import dev.sgate.release.CrashLoopRule;
import dev.sgate.seal.Sha256;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.TestLedgers;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A site whose disk, ledger and processes are real; only the stick is not. */
final class RealSite implements AutoCloseable {
    static final String APP = "lamp";
    static final String GOOD = "1.0.0";
    static final String BAD = "2.0.0";

    /** Healthy as soon as it is asked. */
    static final Map<String, Object> ASKED =
            Samples.members("type", "command", "command", List.of("lamp.sh", "--check"), "timeoutSeconds", 1);

    /** Its own checker, too; says that it runs, and does. */
    static final String RUNS = "#!/bin/sh\n[ \"$1\" = --check ] && exit 0\necho runs; exec sleep 600\n";

    private static final CrashLoopRule QUICK =
            new CrashLoopRule(3, Duration.ofSeconds(20), Duration.ofMillis(20), Duration.ofMillis(50));

    final Path state;
    final SqliteLedger ledger;
    final TestSite site;
    final DiskReleases releases;
    final ProcessSupervisor supervisor;
    final DiskStaging staging;
    final ApplicationWatch watch;

    RealSite(Path state) throws IOException {
        this.state = Files.createDirectories(state);
        this.ledger = TestLedgers.open(state);
        this.site = new TestSite(ledger);
        this.staging = new DiskStaging(state);
        this.releases = new DiskReleases(state, staging);
        this.supervisor = new ProcessSupervisor(state, Duration.ofMillis(300));
        this.watch = new ApplicationWatch(
                site.ledger,
                releases,
                supervisor,
                site.turn,
                new UnfinishedInstalls(
                        site.ledger,
                        site.trust,
                        site.time,
                        site.ids,
                        site.turn,
                        releases,
                        supervisor,
                        site.announcements),
                new GoingBack(site.ledger, site.trust, releases, site.time::now),
                site.announcements,
                QUICK,
                System::nanoTime);
        watch.begin();
    }

    Outcome plugIn(String version, byte[] program, Map<String, Object> healthCheck) throws Exception {
        StickBuilder stick = StickBuilder.stick()
                .update(
                        payload -> {
                            Samples.in(payload, "app").put("version", version);
                            Samples.in(payload, "app").put("healthCheck", healthCheck);
                        },
                        program);
        return new VisitDriver(site, staging, releases, supervisor)
                .plugIn(stick.plugged())
                .visit()
                .outcomes()
                .getLast()
                .outcome();
    }

    Outcome plugIn(String version, String script) throws Exception {
        return plugIn(version, script.getBytes(StandardCharsets.UTF_8), ASKED);
    }

    Optional<String> running() throws IOException {
        return supervisor.find(APP).map(Supervisor.Running::folder);
    }

    static String folder(String version, byte[] program) {
        return version + "-" + Sha256.of(program).first8();
    }

    /** Processes of this site's application, by the version they were started from. */
    List<String> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .map(this::version)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<String> version(Path process) {
        try {
            List<String> variables = List.of(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .split("\0", -1));
            return variables.contains("HOME=" + state.resolve("apps/lamp/home"))
                    ? variables.stream()
                            .filter(variable -> variable.startsWith("SGATE_VERSION="))
                            .map(variable -> variable.substring("SGATE_VERSION=".length()))
                            .findFirst()
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        supervisor.stop(APP);
        ledger.close();
    }
}
