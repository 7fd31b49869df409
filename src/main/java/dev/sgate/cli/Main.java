package dev.sgate.cli;

import dev.sgate.cli.terminal.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int status = run(out, err, words);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /**
     * Runs one command line.
     *
     * @param out where the answer goes
     * @param err where progress and complaints go
     * @return the exit status, one of {@link ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... words) {
        return commandLine(words).setOut(out).setErr(err).execute(words);
    }

    private static CommandLine commandLine(String... words) {
        // first: what takes long to start has begun when the words are understood
        Map<Verb, Object> verbs = verbs(words);
        Sgate sgate = new Sgate();
        Failures failures = new Failures(sgate);
        CommandLine root = new CommandLine(sgate);
        verbs.forEach((verb, command) -> root.addSubcommand(verb.word(), command));
        Sgate.explain(root);
        return root.setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Only the verb that was asked for is made; all of them where it is not clear yet which, or for the overview. */
    private static Map<Verb, Object> verbs(String... words) {
        Map<Verb, Object> verbs = new EnumMap<>(Verb.class);
        Verb.find(words.length == 0 ? "" : words[0]).ifPresentOrElse(verb -> verbs.put(verb, verb.begin()), () -> {
            for (Verb verb : Verb.values()) {
                verbs.put(verb, verb.create());
            }
        });
        return verbs;
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
