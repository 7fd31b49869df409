package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.Campaign;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.CampaignReport;
import dev.sgate.campaign.site.FileSystem;
import dev.sgate.campaign.site.Folders;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * 12,000 power cuts: of the state disk on ext4 and xfs, some of them while an old state is brought up to date, and of the stick while it
 * is written to, on ext4 and, by killing its driver, on exFAT. {@code --disk state|old|stick} and {@code --fs ext4|xfs|exfat} choose
 * some; {@code --report FILE} adds the run to a report; {@code --minutes M} begins no cut later than that; {@code --overlay JAR} puts
 * classes before the product's, to see that a bug is found.
 */
public final class PowerCutCampaign implements Campaign.Kind {
    /** A life of so few cuts is about the first start, or about the upgrade of an old state. */
    static final int SHORT_LIFE = 4;

    private static final long ALL = 12_000;
    private static final int WORKERS = 2;
    private static final int LONG_LIFE = 30;
    private static final int STICK_LIFE = 60;
    private static final String HEAD = """
            # Power cuts

            For whoever doubts the promise. Added up by `./sgate campaign power-cuts --report docs/reports/power-cuts.md`: how often the
            power was cut, how far the appliance had come each time as its own disk told afterwards, and what was broken. What
            counts as broken is on the page of [campaigns](../campaigns.md).""";

    /** What is cut: the disk of a state that begins with nothing, that of an old state, or the stick. */
    private enum What {
        STATE,
        OLD,
        STICK
    }

    /** A kind of life: its length in a large run. */
    private record Medium(What what, FileSystem fileSystem, int cuts) {
        boolean isStick() {
            return what == What.STICK;
        }
    }

    private static final List<Medium> ROUND = List.of(
            new Medium(What.STATE, FileSystem.EXT4, LONG_LIFE),
            new Medium(What.STATE, FileSystem.XFS, LONG_LIFE),
            new Medium(What.OLD, FileSystem.EXT4, SHORT_LIFE),
            new Medium(What.OLD, FileSystem.XFS, SHORT_LIFE),
            new Medium(What.STICK, FileSystem.EXT4, STICK_LIFE),
            new Medium(What.STICK, FileSystem.EXFAT, STICK_LIFE),
            new Medium(What.STATE, FileSystem.EXT4, LONG_LIFE),
            new Medium(What.STATE, FileSystem.XFS, LONG_LIFE),
            new Medium(What.STATE, FileSystem.EXT4, SHORT_LIFE),
            new Medium(What.STATE, FileSystem.XFS, SHORT_LIFE));

    private record Plan(Medium medium, long seed, int cuts) {}

    @Override
    public long allCases() {
        return ALL;
    }

    @Override
    public Set<String> options() {
        return Set.of("--disk", "--fs", "--report", "--overlay", "--minutes");
    }

    @Override
    public boolean run(long count, long seed, PrintStream out) throws IOException {
        return run(count, seed, Map.of(), out);
    }

    @Override
    public boolean run(long count, long seed, Map<String, String> options, PrintStream out) throws IOException {
        Tally tally = new Tally(out, Duration.ofMinutes(Long.parseLong(options.getOrDefault("--minutes", "100000"))));
        try (PowerSwitch power = PowerSwitch.open();
                Stage stage = Stage.make(power, "power-cuts");
                Store store = Store.make(power, stage.folder())) {
            Start start = Optional.ofNullable(options.get("--overlay"))
                    .map(jar -> Start.PLAIN.withOverlay(Path.of(jar).toAbsolutePath()))
                    .orElse(Start.PLAIN);
            inWorkers(plans(count, seed, options), Shared.make(stage, store.top(), start, tally));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (options.containsKey("--report")) {
            new CampaignReport(Path.of(options.get("--report")), HEAD)
                    .add(tally.cuts(), seed, tally.violations(), tally.counts());
        }
        tally.counts().forEach((where, hits) -> out.println(String.format("%6d  %s", hits, where)));
        out.println("power-cuts: " + tally);
        return tally.violations() == 0;
    }

    private static List<Plan> plans(long count, long seed, Map<String, String> options) {
        List<Medium> round = ROUND.stream()
                .filter(medium ->
                        !options.containsKey("--disk") || medium.what().name().equalsIgnoreCase(options.get("--disk")))
                .filter(medium -> !options.containsKey("--fs")
                        || medium.fileSystem()
                                == FileSystem.valueOf(options.get("--fs").toUpperCase(Locale.ROOT)))
                .toList();
        if (round.isEmpty()) {
            throw new IllegalArgumentException("there is no such disk");
        }
        List<Plan> plans = new ArrayList<>();
        long left = count;
        for (int life = 0; left > 0; life++) {
            Medium medium = round.get(life % round.size());
            int cuts = (int) Math.min(left, length(medium, count));
            plans.add(new Plan(medium, seed + life, cuts));
            left -= cuts;
        }
        return plans;
    }

    private static long length(Medium medium, long count) {
        // a small run has some of each
        return Math.max(SHORT_LIFE, Math.min(medium.cuts(), count / 6));
    }

    private static void inWorkers(List<Plan> plans, Shared shared) throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(WORKERS)) {
            List<Callable<Boolean>> lives = new ArrayList<>();
            plans.forEach(plan -> lives.add(() -> {
                // a bug that was put in is looked for until it is found
                boolean found =
                        !shared.start().overlays().isEmpty() && shared.tally().violations() > 0;
                if (!found && !shared.tally().isOver()) {
                    shared.live(plan);
                }
                return true;
            }));
            for (Future<Boolean> life : pool.invokeAll(lives)) {
                life.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("the campaign itself failed", e.getCause());
        }
    }

    /** What all lives use together. */
    private record Shared(Stage stage, Path lives, Start start, Path request, Moment.Stretches stretches, Tally tally) {
        static Shared make(Stage stage, Path lives, Start start, Tally tally) throws IOException, InterruptedException {
            stage.warmUp(start);
            Path request = Files.createFile(stage.folder().resolve("SGATE-RETURN"));
            return new Shared(stage, lives, start, request, new Moment.Stretches(), tally);
        }

        void live(Plan plan) throws IOException {
            Medium medium = plan.medium();
            FileSystem state = medium.isStick() ? FileSystem.EXT4 : medium.fileSystem();
            FileSystem stick = medium.isStick() ? medium.fileSystem() : FileSystem.EXT4;
            Path scratch = stage.folder().resolve("scratch-" + plan.seed());
            try (Ground ground = stage.ground(lives.resolve("life-" + plan.seed()), state, stick)) {
                life(plan, ground, scratch).live(plan.cuts());
            } catch (IOException | RuntimeException broken) {
                tally.violation("seed " + plan.seed(), "the life could not be lived on: " + broken);
                broken.printStackTrace();
            } finally {
                if (Files.exists(scratch)) {
                    Folders.delete(scratch);
                }
            }
        }

        private Life life(Plan plan, Ground ground, Path scratch) {
            Life.Given given = new Life.Given(ground, stage.vendor(), scratch, plan.seed(), stretches, tally, start);
            return switch (plan.medium().what()) {
                case STATE -> new CutLife(given);
                case OLD -> new OldLife(given, stage);
                case STICK -> new PullLife(given, request);
            };
        }
    }
}
