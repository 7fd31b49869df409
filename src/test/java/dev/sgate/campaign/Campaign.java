package dev.sgate.campaign;

import dev.sgate.campaign.courier.CourierCampaign;
import dev.sgate.campaign.twin.TwinCampaign;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code campaign NAME [--count N] [--seed S]}. Without a count all cases are run; without a seed it is 1, so that two runs without
 * options are the same run.
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
    }

    private static final Map<String, Kind> KINDS =
            new TreeMap<>(Map.of("courier", new CourierCampaign(), "twin", new TwinCampaign()));
    private static final int USAGE = 2;

    private Campaign() {}

    public static void main(String[] arguments) throws IOException {
        Optional<Kind> kind = arguments.length == 0 ? Optional.empty() : Optional.ofNullable(KINDS.get(arguments[0]));
        Optional<Long> count = option(arguments, "--count");
        Optional<Long> seed = option(arguments, "--seed");
        int options = (count.isPresent() ? 2 : 0) + (seed.isPresent() ? 2 : 0);
        if (kind.isEmpty() || arguments.length != 1 + options) {
            System.err.println("usage: campaign " + String.join("|", KINDS.keySet()) + " [--count N] [--seed S]");
            System.exit(USAGE);
            return;
        }
        if (!kind.get().run(count.orElse(kind.get().allCases()), seed.orElse(1L), System.out)) {
            System.exit(1);
        }
    }

    private static Optional<Long> option(String[] arguments, String name) {
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            if (arguments[i].equals(name) && arguments[i + 1].matches("[0-9]{1,18}")) {
                return Optional.of(Long.parseLong(arguments[i + 1]));
            }
        }
        return Optional.empty();
    }
}
