package dev.sgate.campaign.mutants;

import dev.sgate.campaign.Campaign;
import dev.sgate.campaign.failpoints.FailpointsCampaign;
import dev.sgate.campaign.lyingstick.LyingStickCampaign;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.syscalls.SyscallsCampaign;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Each mutant against the campaign that is named for it, until that notices it. A mutant that survives is a violation: either a test is
 * missing, or what it does is no fault. {@code --only NAME} puts in one of them.
 */
public final class MutantsCampaign implements Campaign.Kind {
    private static final long ALL = 1_000;

    /** After so many cases a mutant has survived. */
    private static final int CASES = 40;

    @Override
    public long allCases() {
        return ALL;
    }

    @Override
    public Set<String> options() {
        return Set.of("--only", "--report");
    }

    @Override
    public boolean run(long count, long seed, PrintStream out) throws IOException {
        return run(count, seed, Map.of(), out);
    }

    @Override
    public boolean run(long count, long seed, Map<String, String> options, PrintStream out) throws IOException {
        List<Mutant> mutants = Mutant.all().stream()
                .filter(mutant ->
                        !options.containsKey("--only") || mutant.name().equals(options.get("--only")))
                .limit(count)
                .toList();
        Optional<MutantsReport> report = options.containsKey("--report")
                ? Optional.of(new MutantsReport(Path.of(options.get("--report"))))
                : Optional.empty();
        int killed = 0;
        try (PowerSwitch power = PowerSwitch.open();
                Stage stage = Stage.make(power, "mutants")) {
            for (Mutant mutant : mutants) {
                long after = kill(stage, mutant, seed, out);
                killed += after > 0 ? 1 : 0;
                out.println(mutant.name() + ": " + (after > 0 ? "noticed after " + after : "SURVIVES"));
                if (report.isPresent()) {
                    report.get().add(mutant, seed, after);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        out.println("mutants: " + mutants.size() + " put in, " + killed + " noticed, " + (mutants.size() - killed)
                + " survived");
        return killed == mutants.size();
    }

    /** The case that noticed it, counted from 1; -1 if none did. */
    private static long kill(Stage stage, Mutant mutant, long seed, PrintStream out)
            throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("sgate.home", "")).toAbsolutePath();
        Path jar = mutant.compile(
                stage.classPath(), home.resolve("src/main/java"), stage.folder().resolve(mutant.name() + ".jar"));
        Start start = Start.PLAIN.withOverlay(jar);
        String only = mutant.killedBy().getLast();
        return switch (mutant.killedBy().getFirst()) {
            case "failpoints" -> FailpointsCampaign.run(stage, CASES, seed, only, start, out);
            case "lying-stick" -> new LyingStickCampaign().run(CASES, seed, only, start, out);
            case "syscalls" -> SyscallsCampaign.run(stage, CASES, seed, only, start, out);
            default -> throw new IllegalArgumentException("no such campaign: " + mutant.killedBy());
        };
    }
}
