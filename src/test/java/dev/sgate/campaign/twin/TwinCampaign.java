package dev.sgate.campaign.twin;

import dev.sgate.campaign.Campaign;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.reconcile.SyncImport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * 1,000 sites over one year, all of one vendor: what the vendor's report says of what came back is what was so. What never came back
 * is counted beside it: that nobody can know.
 */
public final class TwinCampaign implements Campaign.Kind {
    private static final long ALL = 1_000;
    private static final int THREADS = 2;
    private static final Instant AFTER = Instant.parse("2027-03-01T12:00:00Z");

    private final TwinBug bug;

    public TwinCampaign() {
        this(TwinBug.NONE);
    }

    /** With a desk that has a bug. */
    TwinCampaign(TwinBug bug) {
        this.bug = bug;
    }

    @Override
    public long allCases() {
        return ALL;
    }

    @Override
    public boolean run(long count, long seed, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory(places(), "sgate-twin");
        Sums sums = new Sums();
        try {
            DeskLedger.open(folder.resolve("desk.db")).close();
            inThreads(count, seed, folder, sums, out);
        } finally {
            delete(folder);
        }
        out.println("twin: " + sums);
        return sums.violations == 0;
    }

    /** Each with a connection of its own, as desks that share a ledger have; a bug is looked for by one alone. */
    private void inThreads(long count, long seed, Path folder, Sums sums, PrintStream out) throws IOException {
        int threads = bug == TwinBug.NONE ? THREADS : 1;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Boolean>> parts = new ArrayList<>();
            for (int part = 0; part < threads; part++) {
                long first = seed + part;
                parts.add(() -> {
                    try (DeskLedger ledger = DeskLedger.open(folder.resolve("desk.db"))) {
                        for (long one = first; one < seed + count; one += threads) {
                            site(one, ledger, folder, sums, out);
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> part : pool.invokeAll(parts)) {
                part.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    private void site(long seed, DeskLedger ledger, Path folder, Sums sums, PrintStream out)
            throws IOException, InterruptedException {
        Path sticks = Files.createDirectory(folder.resolve("site-" + seed));
        Scenario scenario = new Scenario(seed, ledger, sticks, bug);
        scenario.run();
        ledger.change(connection -> {
            bug.spoil(connection);
            return 0;
        });
        Reconciled report = new SyncImport(ledger, AFTER).conclude(scenario.imported);
        List<String> violations = new Judge(scenario, report, ledger, bug).judge();
        violations.forEach(out::println);
        sums.add(scenario, violations.size());
        delete(sticks);
    }

    /** In memory, where the system has a place for it. */
    private static Path places() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What came out of all sites together. */
    private static final class Sums {
        private final Map<Scenario.Kind, Long> sites = new EnumMap<>(Scenario.Kind.class);
        private long files;
        private long lost;
        private long told;
        private long seen;
        private long over;
        private long overUnseen;
        private long silent;
        private long violations;

        synchronized void add(Scenario scenario, int wrong) {
            sites.merge(scenario.kind, 1L, Long::sum);
            files += scenario.imported.size();
            lost += scenario.lostSticks;
            List<Box.Told> all =
                    scenario.boxes.stream().flatMap(box -> box.told.stream()).toList();
            List<Box.Told> known =
                    scenario.boxes.stream().flatMap(box -> box.seen().stream()).toList();
            told += all.size();
            seen += known.size();
            boolean seenOver = Judge.isOver(known);
            over += seenOver ? 1 : 0;
            overUnseen += !seenOver && Judge.isOver(all) ? 1 : 0;
            silent += scenario.boxes.stream()
                    .filter(box -> box.seenUntil.isEmpty())
                    .count();
            violations += wrong;
        }

        @Override
        public String toString() {
            return sites + ", " + files + " files taken in, " + lost + " sticks lost, " + seen + " of " + told
                    + " grants reached the desk, " + over + " sites over their seats and reported; hidden: "
                    + (told - seen) + " grants, " + overUnseen + " sites over their seats, " + silent
                    + " boxes that never sent anything; " + violations + " violations";
        }
    }
}
