package dev.sgate.campaign.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of mutants: one row each, the newest run of each counts. */
final class MutantsReport {
    private static final String HEAD = """
            # Faults put in on purpose

            For whoever doubts the campaigns. Written by `./sgate campaign mutants --report docs/reports/mutants.md`: each row is one small
            change of the product that must not survive; the campaign named beside it noticed it after so many of its cases. What each
            change is, word for word, is in `src/test/resources/dev/sgate/campaign/mutants/mutants.txt`; the product's own jar has no
            trace of them.

            | mutant | what is wrong | noticed by | seed | after cases | day |
            |---|---|---|---|---|---|
            """;

    private final Path file;

    /** @param file the rows it has are kept where no newer one comes */
    MutantsReport(Path file) {
        this.file = file;
    }

    /** As the file is now: another run may have added to it. */
    private Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        lines.stream()
                .filter(line -> line.matches("\\| [a-z-]+ \\|.*") && !line.startsWith("| mutant "))
                .forEach(line -> rows.put(line.split("\\|", -1)[1].strip(), line));
        return rows;
    }

    /** @param after how many cases; not positive: none noticed it */
    void add(Mutant mutant, long seed, long after) throws IOException {
        Map<String, String> rows = rows();
        rows.put(
                mutant.name(),
                "| " + mutant.name() + " | " + mutant.what() + " | `" + String.join(" ", mutant.killedBy()) + "` | "
                        + seed + " | " + (after > 0 ? after : "**survives**") + " | " + LocalDate.now(ZoneOffset.UTC)
                        + " |");
        StringBuilder text = new StringBuilder(HEAD);
        for (Mutant one : Mutant.all()) {
            if (rows.containsKey(one.name())) {
                text.append(rows.get(one.name())).append('\n');
            }
        }
        Files.writeString(file, text);
    }
}
