package dev.sgate.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        Sgate sgate = new Sgate();
        Failures failures = new Failures(sgate);
        CommandLine root = new CommandLine(sgate);
        addVerbs(root, words);
        Sgate.explain(root);
        return root.setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Only the verb that was asked for is made; all of them where it is not clear yet which, or for the overview. */
    private static void addVerbs(CommandLine root, String... words) {
        Verb.find(words.length == 0 ? "" : words[0]).ifPresentOrElse(verb -> add(root, verb), () -> {
            for (Verb verb : Verb.values()) {
                add(root, verb);
            }
        });
    }

    private static void add(CommandLine root, Verb verb) {
        root.addSubcommand(verb.word(), verb.create());
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
