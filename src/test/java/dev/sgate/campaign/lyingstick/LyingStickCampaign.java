package dev.sgate.campaign.lyingstick;

import dev.sgate.campaign.Campaign;
import dev.sgate.campaign.site.CampaignReport;
import dev.sgate.campaign.site.Folders;
import dev.sgate.campaign.site.Packaged;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sticks that lie, one after the other, put into one daemon. After each the oracle looks at the appliance and at the stick, and the
 * harmless lies must not have kept anything from being installed.
 */
public final class LyingStickCampaign implements Campaign.Kind {
    private static final long ALL = 1_000;

    /** A stick that hangs takes half a minute: it comes in each tenth round. */
    private static final int HANGS_EACH = 10;

    private static final long FOR_EVER = 100_000;

    private static final String HEAD = """
            # Sticks that lie

            For whoever doubts the promise. Added up by `./sgate campaign lying-stick --report docs/reports/lying-stick.md`: sticks whose
            bytes change between and during reads, that grow, shrink, fail, stall, or keep other bytes than were written. After each,
            what is installed is what was signed, or it was refused. What else counts as broken is on the page of
            [campaigns](../campaigns.md).""";

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
        long minutes = options.containsKey("--minutes") ? Long.parseLong(options.get("--minutes")) : FOR_EVER;
        Tally tally = new Tally(minutes);
        run(count, seed, options.getOrDefault("--only", ""), Start.PLAIN, tally, out);
        if (options.containsKey("--report")) {
            new CampaignReport(Path.of(options.get("--report")), HEAD)
                    .add(tally.sticks(), seed, tally.violations(), tally.outcomes());
        }
        return tally.violations() == 0;
    }

    /**
     * Runs with another start.
     *
     * @param only the lie to tell, or all if it is empty
     * @param start e.g. with a mutant
     * @return the case that violated first, counted from 1; -1 if none did
     */
    public long run(long count, long seed, String only, Start start, PrintStream out) throws IOException {
        Tally tally = new Tally(FOR_EVER);
        run(count, seed, only, start, tally, out);
        return tally.first();
    }

    private static void run(long count, long seed, String only, Start start, Tally tally, PrintStream out)
            throws IOException {
        List<Lie> lies = Arrays.stream(Lie.values())
                .filter(lie -> only.isEmpty() || lie.word().equals(only))
                .toList();
        Path folder = Folders.make("lying-stick");
        try (PowerSwitch power = PowerSwitch.open();
                LyingStick stick = LyingStick.open()) {
            Vendor vendor = new Vendor(Files.createDirectory(folder.resolve("vendor")));
            Packaged product = Packaged.ofCheckout(folder.resolve("product"));
            boolean untilFirst = !start.overlays().isEmpty();
            try (Visits visits = Visits.begin(power, folder, product, vendor, stick, start, tally)) {
                for (long n = 0;
                        tally.sticks() < count && !(untilFirst && tally.violations() > 0) && !tally.isLate();
                        n++) {
                    Lie lie = lies.get((int) (n % lies.size()));
                    long round = n / lies.size();
                    if (only.isEmpty() && lie.hangs() && round % HANGS_EACH != 0) {
                        continue;
                    }
                    List<String> found = visits.visit(lie, seed + round);
                    tally.stick(found);
                    found.forEach(what ->
                            out.println("VIOLATION --only " + lie.word() + " --seed " + (seed + round) + ": " + what));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Folders.delete(folder);
        }
        tally.outcomes().forEach((outcome, times) -> out.println(String.format("%6d  %s", times, outcome)));
        out.println("lying-stick: " + tally.sticks() + " sticks, " + tally.violations() + " violations");
    }
}
