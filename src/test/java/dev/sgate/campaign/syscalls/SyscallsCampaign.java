package dev.sgate.campaign.syscalls;

import dev.sgate.campaign.Campaign;
import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.CampaignReport;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Start;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sweeps: one scenario, one system call, one fault, and the first such call, the second, and so on until there is none any more. The
 * seed gives the order of the sweeps; a count spreads over them, so that a small run has points of each scenario.
 */
public final class SyscallsCampaign implements Campaign.Kind {
    private static final int WORKERS = 2;
    private static final long ALL = 100_000;

    /** What the daemon uses to change files. */
    private static final List<String> CALLS = List.of(
            "write",
            "pwrite64",
            "fsync",
            "fdatasync",
            "rename",
            "renameat",
            "renameat2",
            "unlink",
            "unlinkat",
            "rmdir",
            "mkdir",
            "symlink",
            "link",
            "ftruncate",
            "chmod",
            "fchmod",
            "fchmodat");

    private static final List<Scenario> SCENARIOS = List.of(
            Scenario.INSTALL,
            Scenario.ROLLBACK,
            Scenario.LICENSE,
            Scenario.EXPORT,
            Scenario.FIRST_BOOT,
            Scenario.MIGRATION);

    private static final String HEAD = """
            # One system call after the other

            For whoever doubts the promise. Added up by `./sgate campaign syscalls --report docs/reports/syscalls.md`: each call that changes
            something was made to fail, or killed the daemon, once; then the same stick came again and had to do its work. What counts
            as broken is on the page of [campaigns](../campaigns.md).""";

    @Override
    public long allCases() {
        return ALL;
    }

    @Override
    public Set<String> options() {
        return Set.of("--minutes", "--only", "--report");
    }

    @Override
    public boolean run(long count, long seed, PrintStream out) throws IOException {
        return run(count, seed, Map.of(), out);
    }

    @Override
    public boolean run(long count, long seed, Map<String, String> options, PrintStream out) throws IOException {
        long minutes = options.containsKey("--minutes") ? Long.parseLong(options.get("--minutes")) : Tally.FOR_EVER;
        Tally tally = new Tally(out, minutes);
        try (PowerSwitch power = PowerSwitch.open();
                Stage stage = Stage.make(power, "syscalls")) {
            run(stage, count, seed, options.getOrDefault("--only", ""), Start.PLAIN, tally);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        tally.hits().forEach((sweep, points) -> out.println(String.format("%6d  %s", points, sweep)));
        if (options.containsKey("--report")) {
            new CampaignReport(Path.of(options.get("--report")), HEAD)
                    .add(tally.points(), seed, tally.violations(), tally.hits());
        }
        out.println("syscalls: " + tally);
        return tally.violations() == 0;
    }

    /**
     * Runs with a mutant; it ends with the first violation.
     *
     * @param only the beginning of {@code scenario/call/fault}, or of {@code order/scenario}
     * @return the point that violated first, counted from 1; -1 if none did
     */
    public static long run(Stage stage, long count, long seed, String only, Start mutant, PrintStream out)
            throws IOException, InterruptedException {
        Tally tally = new Tally(out, Tally.FOR_EVER);
        run(stage, count, seed, only, mutant, tally);
        return tally.first();
    }

    private static void run(Stage stage, long count, long seed, String only, Start start, Tally tally)
            throws IOException, InterruptedException {
        orders(stage, only, start, tally);
        List<Point> sweeps = sweeps(only, seed);
        if (sweeps.isEmpty()) {
            return;
        }
        if (start.overlays().isEmpty()) {
            stage.warmUp(start);
        }
        long each = Math.max(1, count / sweeps.size());
        sweepAll(new Sweeps(stage, start, tally, count, each), new ConcurrentLinkedQueue<>(sweeps));
    }

    private static void orders(Stage stage, String only, Start start, Tally tally)
            throws IOException, InterruptedException {
        for (Scenario scenario : Scenario.values()) {
            String name = "order/" + scenario.word();
            if (name.startsWith(only)) {
                tally.point(name, name, new Order(stage, scenario, start).violations(), List.of());
            }
        }
    }

    private static List<Point> sweeps(String only, long seed) {
        List<Point> sweeps = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            for (String call : CALLS) {
                for (Fault fault : Fault.values()) {
                    sweeps.add(new Point(scenario, call, fault, 1));
                }
            }
        }
        sweeps.removeIf(point -> !point.sweep().startsWith(only));
        Collections.shuffle(sweeps, new Random(seed));
        return sweeps;
    }

    private static void sweepAll(Sweeps work, Queue<Point> sweeps) throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            running.add(workers.submit(() -> {
                work.run(sweeps);
                return true;
            }));
        }
        workers.shutdown();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw new IOException(failed.getCause());
            }
        }
    }

    /** What the workers share. */
    private record Sweeps(Stage stage, Start start, Tally tally, long count, long each) {
        void run(Queue<Point> sweeps) throws IOException, InterruptedException {
            for (Point first = sweeps.poll(); first != null && goesOn(); first = sweeps.poll()) {
                Path log = Files.createTempFile(stage.folder(), "strace-", "");
                if (first.scenario().isStart()) {
                    try (Ground ground = stage.ground()) {
                        Starts starts = new Starts(stage, ground, first.scenario(), start);
                        sweep(first, point -> starts.at(point, log));
                    }
                } else {
                    try (Rolling rolling = Rolling.begin(stage, stage.ground(), first.scenario(), start)) {
                        sweep(first, point -> rolling.at(point, log));
                    }
                }
            }
        }

        private interface Run {
            Rolling.Result at(Point point) throws IOException, InterruptedException;
        }

        private void sweep(Point first, Run run) throws IOException, InterruptedException {
            Point point = first;
            for (long done = 0; done < each && goesOn(); done++) {
                Rolling.Result result = run.at(point);
                if (!result.injected()) {
                    result.violations()
                            .forEach(violation ->
                                    tally.point("(nothing injected)", point(first), List.of(violation), result.said()));
                    return;
                }
                tally.point(first.sweep(), point.toString(), result.violations(), result.said());
                point = point.next();
            }
        }

        private static String point(Point first) {
            return first.sweep();
        }

        private boolean goesOn() {
            return !tally.isLate()
                    && tally.points() < count
                    && (start.overlays().isEmpty() || tally.violations() == 0);
        }
    }
}
