package dev.sgate.campaign.mutants;

import dev.sgate.campaign.site.Overlay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault that the campaigns must notice: one source file of the product with a few words changed. The list is the resource
 * {@code mutants.txt}.
 *
 * @param name as in the report
 * @param what is wrong, in one line
 * @param killedBy the campaign that notices it, with its options
 * @param file below {@code src/main/java}
 * @param edits what is replaced by what
 */
record Mutant(String name, String what, List<String> killedBy, String file, List<Edit> edits) {
    /** @param search must be in the file exactly once */
    record Edit(String search, String replacement) {}

    private static final Pattern ENTRY = Pattern.compile(
            "^== (?<name>[^\n]+)\nwhat: (?<what>[^\n]+)\nkilled-by: (?<by>[^\n]+)\nfile: (?<file>[^\n]+)\nreplace\n"
                    + "(?<edits>.*?)^end$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EDIT = Pattern.compile(
            "(?<search>.+?)^by$\n(?<replacement>.*?)(?:^and$\n|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

    Mutant {
        killedBy = List.copyOf(killedBy);
        edits = List.copyOf(edits);
    }

    /** All of them, in the order of the resource. */
    static List<Mutant> all() throws IOException {
        String text;
        try (InputStream in = Mutant.class.getResourceAsStream("mutants.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Mutant> mutants = new ArrayList<>();
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            mutants.add(of(entry));
        }
        return mutants;
    }

    private static Mutant of(Matcher entry) {
        List<Edit> edits = new ArrayList<>();
        Matcher edit = EDIT.matcher(entry.group("edits"));
        while (edit.find()) {
            edits.add(new Edit(edit.group("search"), edit.group("replacement")));
        }
        List<String> words = List.of(entry.group("by").split(" "));
        return new Mutant(entry.group("name"), entry.group("what"), words, entry.group("file"), edits);
    }

    /** The class in the file, with its package. */
    String className() {
        return file.replaceFirst("[.]java$", "").replace('/', '.');
    }

    /**
     * The changed source.
     *
     * @param sources the folder {@code src/main/java}
     * @throws IllegalStateException if the product has changed so that an edit does not fit any more
     */
    String source(Path sources) throws IOException {
        String text = Files.readString(sources.resolve(file));
        for (Edit edit : edits) {
            int at = text.indexOf(edit.search());
            if (at < 0 || text.indexOf(edit.search(), at + 1) >= 0) {
                throw new IllegalStateException(name + ": not exactly once in " + file + ": " + edit.search());
            }
            text = text.substring(0, at)
                    + edit.replacement()
                    + text.substring(at + edit.search().length());
        }
        return text;
    }

    /** Compiles it into a jar that stands before the product's. */
    Path compile(List<Path> classPath, Path sources, Path jar) throws IOException {
        return Overlay.compile(classPath, className(), source(sources), jar);
    }
}
