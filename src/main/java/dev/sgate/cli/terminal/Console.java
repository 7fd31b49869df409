package dev.sgate.cli.terminal;

import dev.sgate.seal.Payloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a verb writes: the answer goes to standard output and nothing else does; progress and remarks go to standard error
 * (BEHAVIOUR 2).
 */
public final class Console {
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter out;
    private final PrintWriter err;

    private Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** The streams of the command line that this verb belongs to. */
    public static Console of(CommandSpec spec) {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** One line of the answer. */
    public void answer(String line) {
        out.println(line);
        out.flush();
    }

    /** The answer, or a part of it, as one line of JSON. */
    public void answer(Map<String, ?> members) {
        answer(new String(Payloads.toJson(members), StandardCharsets.UTF_8));
    }

    /** A remark for the person at the terminal, never part of the answer. */
    public void note(String line) {
        err.println("sgate: " + line);
        err.flush();
    }

    /** Begins to tell how far a long step has come. */
    public Progress progress(String step, long totalBytes) {
        return new Progress(err, isTerminal(STANDARD_ERROR), step, totalBytes);
    }

    /** Whether a person may be asked: standard input is a terminal. */
    public static boolean canAsk() {
        return isTerminal(STANDARD_INPUT);
    }

    private static boolean isTerminal(Path stream) {
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException noProc) {
            return false;
        }
    }
}
