package dev.sgate.campaign.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report that adds up over runs: a table with a line for each run, and one count for each kind of hit summed over all of them. The
 * file is read again each time; what stands before the first table is kept as it is.
 */
public final class CampaignReport {
    private static final String RUNS =
            "| day | commit | machine | cases | seed | violations |\n|---|---|---|---|---|---|\n";
    private static final Pattern COUNTED = Pattern.compile("\\| ([^|]+) \\| ([0-9,]+) \\|");

    private final Path file;
    private final String head;

    /** @param head title and first sentences, for a file that is not there yet */
    public CampaignReport(Path file, String head) {
        this.file = file;
        this.head = head;
    }

    /**
     * Adds a run.
     *
     * @param counts how often each kind was hit in this run
     */
    public synchronized void add(long cases, long seed, long violations, Map<String, Long> counts) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : head + "\n\n" + RUNS;
        int runs = before.indexOf(RUNS);
        if (runs < 0) {
            throw new IOException(file + " has no table of runs");
        }
        List<String> lines = new ArrayList<>();
        SortedMap<String, Long> sums = new TreeMap<>(counts);
        for (String line : before.substring(runs + RUNS.length()).lines().toList()) {
            Matcher counted = COUNTED.matcher(line);
            if (counted.matches() && !counted.group(1).equals("hit")) {
                sums.merge(counted.group(1), Long.parseLong(counted.group(2).replace(",", "")), Long::sum);
            } else if (line.startsWith("| 2")) {
                lines.add(line);
            }
        }
        lines.add(String.format(
                "| %s | %s | %s | %,d | %d | %d |",
                LocalDate.now(ZoneOffset.UTC), commit(), machine(), cases, seed, violations));
        StringBuilder text = new StringBuilder(before.substring(0, runs)).append(RUNS);
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("\nAll runs together:\n\n| hit | times |\n|---|---|\n");
        sums.forEach((kind, times) -> text.append(String.format("| %s | %,d |%n", kind, times)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private static String commit() {
        try {
            return Tool.run("git", "-C", System.getProperty("sgate.home", "."), "rev-parse", "--short", "HEAD");
        } catch (IOException none) {
            return "-";
        }
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, JDK "
                + Runtime.version().feature();
    }
}
