package dev.sgate.campaign;

import dev.sgate.campaign.courier.CourierCampaign;
import dev.sgate.campaign.failpoints.FailpointsCampaign;
import dev.sgate.campaign.lyingstick.LyingStickCampaign;
import dev.sgate.campaign.mutants.MutantsCampaign;
import dev.sgate.campaign.powercuts.PowerCutCampaign;
import dev.sgate.campaign.syscalls.SyscallsCampaign;
import dev.sgate.campaign.twin.TwinCampaign;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code campaign NAME [--count N] [--seed S]}. Without a count all cases are run; without a seed it is 1, so that two runs without
 * options are the same run. Some kinds take more options, see {@link Kind#options}.
 */
public final class Campaign {
    /** One kind of campaign. */
    public interface Kind {
        /** How many cases there are without {@code --count}. */
        long allCases();

        /**
         * Runs this many cases from the seed on. Violations are told as they are found, each with the seed that shows it alone; the
         * last line has the counts.
         *
         * @return whether there was no violation
         */
        boolean run(long count, long seed, PrintStream out) throws IOException;

        /** Names of more options that it takes, e.g. {@code --report}; each has a value. */
        default Set<String> options() {
            return Set.of();
        }

        /** The same with the values of those {@link #options} that were given. */
        default boolean run(long count, long seed, Map<String, String> options, PrintStream out) throws IOException {
            return run(count, seed, out);
        }
    }

    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "courier", new CourierCampaign(),
            "failpoints", new FailpointsCampaign(),
            "lying-stick", new LyingStickCampaign(),
            "mutants", new MutantsCampaign(),
            "power-cuts", new PowerCutCampaign(),
            "syscalls", new SyscallsCampaign(),
            "twin", new TwinCampaign()));
    private static final String COUNT = "--count";
    private static final String SEED = "--seed";
    private static final int USAGE = 2;

    private Campaign() {}

    public static void main(String[] arguments) throws IOException {
        Optional<Kind> kind = arguments.length == 0 ? Optional.empty() : Optional.ofNullable(KINDS.get(arguments[0]));
        Optional<Map<String, String>> options = kind.flatMap(known -> read(known, arguments));
        if (options.isEmpty()) {
            System.err.println("usage: campaign " + String.join("|", KINDS.keySet()) + " [--count N] [--seed S]"
                    + kind.map(known -> usage(known.options())).orElse(""));
            System.exit(USAGE);
            return;
        }
        Map<String, String> given = options.get();
        long count = given.containsKey(COUNT)
                ? Long.parseLong(given.get(COUNT))
                : kind.get().allCases();
        if (!kind.get().run(count, Long.parseLong(given.getOrDefault(SEED, "1")), given, System.out)) {
            System.exit(1);
        }
        System.exit(0); // whatever a campaign left running
    }

    private static String usage(Set<String> options) {
        return options.stream().sorted().map(name -> " [" + name + " VALUE]").collect(Collectors.joining());
    }

    /** Empty where the words are not options of this kind, each with its value and only once. */
    private static Optional<Map<String, String>> read(Kind kind, String[] words) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 1; i < words.length; i += 2) {
            boolean number = words[i].equals(COUNT) || words[i].equals(SEED);
            boolean known = number || kind.options().contains(words[i]);
            boolean fits = known && i + 1 < words.length && (!number || words[i + 1].matches("[0-9]{1,18}"));
            if (!fits || options.put(words[i], words[i + 1]) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(options);
    }
}
