package dev.sgate.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/**
 * One command line, run in this JVM with its streams caught, and nothing on standard input.
 *
 * @param status the exit status
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record CommandRun(int status, String out, String err) {
    static {
        // Whoever asks a person here finds nobody; a test's own input, where there is one, is put in place after this.
        System.setIn(InputStream.nullInputStream());
    }

    /** Runs a line that must do its work; what it printed. */
    public static String succeed(Object... words) {
        return sgate(words).printed();
    }

    /** What went to standard output; the line must have done its work. */
    public String printed() {
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + ": " + err);
        }
        return out;
    }

    /** Runs {@code sgate} with these words; each is taken by its text. */
    public static CommandRun sgate(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return new CommandRun(status, out.toString(), err.toString());
    }
}
