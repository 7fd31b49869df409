package dev.sgate.host;

import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one run of a unit ended, as systemd says.
 *
 * @param invocation systemd's id of the run: no two runs have the same
 * @param result systemd's word for it, e.g. {@code exit-code}, {@code signal}, {@code oom-kill}
 * @param code {@code exited}, {@code killed}, {@code dumped}, or {@code -} if it did not come to that
 * @param status the exit code or the signal's number
 */
record RunEnding(String invocation, String result, String code, int status) {
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{32}) ([a-z-]{1,40}) (exited|killed|dumped) ([0-9]{1,3})\n");

    /** The note that {@code app-ended} left; empty for any other text than one whole line of it. */
    static Optional<RunEnding> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    static Optional<RunEnding> parse(String text) {
        Matcher line = LINE.matcher(text);
        return line.matches()
                ? Optional.of(
                        new RunEnding(line.group(1), line.group(2), line.group(3), Integer.parseInt(line.group(4))))
                : Optional.empty();
    }

    /** {@code exitCode} or {@code signal}, and {@code result} where that says more, e.g. that memory was short. */
    Evidence addTo(Evidence evidence) {
        return switch (code) {
            case "exited" -> withResult(evidence.and("exitCode", status));
            case "killed", "dumped" -> withResult(evidence.and("signal", status));
            default -> evidence;
        };
    }

    private Evidence withResult(Evidence evidence) {
        boolean plain = result.equals("success") || result.equals("exit-code") || result.equals("signal");
        return plain ? evidence : evidence.and("result", result);
    }
}
