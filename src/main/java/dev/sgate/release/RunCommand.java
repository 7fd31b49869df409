package dev.sgate.release;

import dev.sgate.seal.Fields;
import java.util.Arrays;
import java.util.List;

/** A command from a payload: a list of words, the first a path inside the release. */
final class RunCommand {
    private static final int WORDS_MAX = 100;

    private RunCommand() {}

    static List<String> read(Fields fields, String name) {
        List<String> words = fields.getTexts(name, WORDS_MAX);
        if (words.isEmpty() || !isInside(words.get(0))) {
            throw fields.malformed(name, words.isEmpty() ? "no words" : words.get(0));
        }
        return words;
    }

    /** Whether a path is relative, {@code /}-separated and never leaves the folder it starts in. */
    static boolean isInside(String path) {
        return !path.isEmpty()
                && path.indexOf('\\') < 0
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
    }
}
