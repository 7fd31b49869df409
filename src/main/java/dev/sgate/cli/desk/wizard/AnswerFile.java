package dev.sgate.cli.desk.wizard;

import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Answers given before the questions: a file of lines {@code name = value} with the names {@code pool}, {@code valid-until} (a date, or a
 * number of days) and {@code include-program} (yes or no). What it leaves out gets the default; a name that is none of these is a
 * mistake.
 */
public final class AnswerFile {
    private static final String POOL = "pool";
    private static final String VALID_UNTIL = "valid-until";
    private static final String INCLUDE = "include-program";

    private final Path file;
    private final Properties lines;

    private AnswerFile(Path file, Properties lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Reads the file. */
    public static AnswerFile read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            lines.load(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + " is no file of answers: " + e.getMessage());
        }
        Set<String> unknown = new TreeSet<>(lines.stringPropertyNames());
        unknown.removeAll(Set.of(POOL, VALID_UNTIL, INCLUDE));
        if (!unknown.isEmpty()) {
            throw new BadInput(file + ": " + unknown.iterator().next() + " is no question; there are " + POOL + ", "
                    + VALID_UNTIL + " and " + INCLUDE);
        }
        return new AnswerFile(file, lines);
    }

    /**
     * The answers about this offer. They are read, not judged: the rules are asked when the bundle is made.
     *
     * @throws BadInput if one of them cannot be read
     */
    public Answers about(Offer offer) {
        Questions questions = new Questions(offer);
        return new Answers(
                get(POOL, Questions::readPool).orElseGet(offer::suggestedPool),
                get(VALID_UNTIL, questions::readValidUntil).orElseGet(offer::usualEnd),
                get(INCLUDE, Questions::readYesOrNo)
                        .orElseGet(() -> offer.latest().isPresent()));
    }

    private <T> Optional<T> get(String name, Function<String, Optional<T>> reader) {
        return Optional.ofNullable(lines.getProperty(name))
                .map(typed -> reader.apply(typed)
                        .orElseThrow(() -> new BadInput(file + ": " + typed + " is no answer to " + name)));
    }
}
