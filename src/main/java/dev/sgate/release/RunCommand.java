package dev.sgate.release;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import java.util.Arrays;
import java.util.List;

/** A command from a payload: a list of words, the first a path inside the release. */
final class RunCommand {
    private RunCommand() {}

    static List<String> read(Fields fields, String name) {
        List<String> words = fields.getTexts(name, Limits.LIST_MAX);
        if (words.isEmpty() || !isInside(words.get(0))) {
            throw fields.malformed(name, words.isEmpty() ? "no words" : words.get(0));
        }
        return words;
    }

    /** Whether a path is relative, {@code /}-separated, never leaves the folder it starts in, and ends with a name. */
    static boolean isInside(String path) {
        String[] parts = path.split("/", -1);
        return path.indexOf('\\') < 0
                && !parts[parts.length - 1].equals(".")
                && Arrays.stream(parts).noneMatch(part -> part.isEmpty() || part.equals(".."));
    }
}
