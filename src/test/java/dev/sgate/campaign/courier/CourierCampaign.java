package dev.sgate.campaign.courier;

import dev.sgate.campaign.Campaign;
import dev.sgate.cli.CampaignDesk;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** 10,000 histories between a site and a desk: 0 lost, 0 counted twice, and the same ledger in the end whatever the courier did. */
public final class CourierCampaign implements Campaign.Kind {
    private static final long ALL = 10_000;

    /** Cases that share a ledger; each has an appliance of its own. */
    private static final long IN_ONE_LEDGER = 50;

    private final Function<RealDesk, CourierDesk> spoil;

    public CourierCampaign() {
        this(desk -> desk);
    }

    /** With a desk that has a bug. */
    CourierCampaign(Function<RealDesk, CourierDesk> spoil) {
        this.spoil = spoil;
    }

    @Override
    public long allCases() {
        return ALL;
    }

    @Override
    public boolean run(long count, long seed, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory(places(), "sgate-courier");
        Tally tally = new Tally();
        try {
            CampaignDesk template = CampaignDesk.withOneLicense(Files.createDirectory(folder.resolve("desk")));
            for (long first = 0; first < count; first += IN_ONE_LEDGER) {
                Path ledgers = Files.createDirectory(folder.resolve("ledgers"));
                runSome(template, ledgers, seed + first, Math.min(IN_ONE_LEDGER, count - first), tally, out);
                delete(ledgers);
            }
        } finally {
            delete(folder);
        }
        out.println("courier: " + tally);
        return tally.violations == 0;
    }

    /** In memory, where the system has a place for it: what is judged here is not whether a disk keeps what it synced. */
    private static Path places() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private void runSome(CampaignDesk template, Path folder, long firstSeed, long cases, Tally tally, PrintStream out)
            throws IOException {
        Path one = Files.copy(template.ledger(), folder.resolve("courier.db"));
        Path other = Files.copy(template.ledger(), folder.resolve("straight.db"));
        List<UUID> bundles = List.of(template.bundle());
        try (RealDesk desk = new RealDesk(one);
                RealDesk straight = new RealDesk(other)) {
            CourierDesk spoilt = spoil.apply(desk);
            for (long seed = firstSeed; seed < firstSeed + cases; seed++) {
                Path files = folder.resolve("case-" + seed);
                new CourierCase(seed, files, bundles, spoilt, straight, tally)
                        .run()
                        .forEach(out::println);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
