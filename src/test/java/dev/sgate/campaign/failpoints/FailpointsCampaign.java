package dev.sgate.campaign.failpoints;

import dev.sgate.campaign.Campaign;
import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.CampaignReport;
import dev.sgate.campaign.site.Overlay;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Start;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Each crash point, each time it is reached in each scenario: one of each kind of point, then the next of each, so that rare points are
 * halted at as often as commits. A kind that has no more begins again, with the power going where the daemon alone ended, and with
 * other second halts. The seed gives the order.
 */
public final class FailpointsCampaign implements Campaign.Kind {
    private static final int WORKERS = 2;
    private static final long ALL = 100_000;
    private static final int SECOND_HALTS = 24;
    private static final String HEAD = """
            # Halted at each crash point

            For whoever doubts the promise. Added up by `./sgate campaign failpoints --report docs/reports/failpoints.md`: the daemon was
            halted right before and right after each step that lasts, each time it is reached in each scenario, and once more while it
            recovered; with every other halt the power went, too. Then it was started once more, and the scenario had to come to its
            end. What counts as broken is on the page of [campaigns](../campaigns.md).""";

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
                Stage stage = Stage.make(power, "failpoints")) {
            run(stage, count, seed, options.getOrDefault("--only", ""), Start.PLAIN, tally, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (options.containsKey("--report")) {
            new CampaignReport(Path.of(options.get("--report")), HEAD)
                    .add(tally.cases(), seed, tally.violations(), tally.hits());
        }
        return tally.violations() == 0;
    }

    /**
     * Runs with a mutant; it ends with the first violation.
     *
     * @param only the beginning of {@code scenario/POINT:n}
     * @return the case that violated first, counted from 1; -1 if none did
     */
    public static long run(Stage stage, long count, long seed, String only, Start mutant, PrintStream out)
            throws IOException, InterruptedException {
        Tally tally = new Tally(out, Tally.FOR_EVER);
        run(stage, count, seed, only, mutant, tally, out);
        return tally.first();
    }

    private static void run(Stage stage, long count, long seed, String only, Start start, Tally tally, PrintStream out)
            throws IOException, InterruptedException {
        if (only.equals("second-daemon")) {
            Halt none = new Halt(Scenario.INSTALL, "second-daemon", 1, false, 0);
            tally.done(none, SecondDaemon.violations(stage, start), List.of());
            return;
        }
        Start armed = start.withOverlay(overlay(stage));
        boolean mutant = !start.overlays().isEmpty();
        if (!mutant) {
            stage.warmUp(armed);
        }
        List<Halt> halts = halts(stage, armed, only, seed);
        List<Halt> some = inRounds(halts, count, new Random(seed));
        out.println(halts.size() + " points, each time they are reached; " + some.size() + " cases");
        runAll(new ConcurrentLinkedQueue<>(some), stage, armed, tally, mutant);
        tally.hits().forEach((point, hits) -> out.println(String.format("%6d  %s", hits, point)));
        out.println("failpoints: " + tally);
    }

    private static Path overlay(Stage stage) throws IOException {
        try (InputStream in = FailpointsCampaign.class.getResourceAsStream("Crash.java")) {
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Overlay.compile(
                    stage.classPath(),
                    "dev.sgate.station.Crash",
                    source,
                    stage.folder().resolve("crash.jar"));
        }
    }

    /** What there is to halt at, found by running each scenario once. */
    private static List<Halt> halts(Stage stage, Start armed, String only, long seed)
            throws IOException, InterruptedException {
        List<Halt> halts = new ArrayList<>();
        Random random = new Random(seed);
        for (Scenario scenario : Scenario.values()) {
            if (!only.isEmpty() && !only.startsWith(scenario.word())) {
                continue;
            }
            for (String point : new Points(stage, armed, scenario).reached()) {
                String[] words = point.split(":", -1);
                boolean powerGoes = (halts.size() + seed) % 2 == 0;
                halts.add(new Halt(
                        scenario, words[0], Integer.parseInt(words[1]), powerGoes, 1 + random.nextInt(SECOND_HALTS)));
            }
        }
        halts.removeIf(halt -> !halt.is(only));
        Collections.shuffle(halts, random);
        return halts;
    }

    /** At most so many: the first of each kind of point, the second of each, and so on to the last of the most frequent kind. */
    private static List<Halt> inRounds(List<Halt> halts, long count, Random random) {
        List<List<Halt>> kinds = new ArrayList<>(halts.stream()
                .collect(Collectors.groupingBy(Halt::point, TreeMap::new, Collectors.toList()))
                .values());
        Collections.shuffle(kinds, random);
        int rounds = kinds.stream().mapToInt(List::size).max().orElse(0);
        List<Halt> some = new ArrayList<>();
        for (int round = 0; round < rounds && some.size() < count; round++) {
            for (List<Halt> kind : kinds) {
                int lap = round / kind.size();
                Halt halt = kind.get(round % kind.size());
                some.add(lap == 0 ? halt : halt.varied(lap % 2 == 1, 1 + random.nextInt(SECOND_HALTS)));
            }
        }
        return some.subList(0, (int) Math.min(count, some.size()));
    }

    private static void runAll(Queue<Halt> halts, Stage stage, Start armed, Tally tally, boolean untilFirst)
            throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            running.add(workers.submit(() -> {
                new Worker(stage, armed, tally, untilFirst).run(halts);
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
}
