package dev.sgate.cli;

import dev.sgate.cli.terminal.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    /** What the command is called, where it is not {@code sgate}: the desk's package has a launcher of another name. */
    private static final String NAME_PROPERTY = "sgate.command";

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

    /** The whole command with all its verbs, for what describes it: the manual pages and the completion of the shell. */
    public static CommandLine described() {
        return commandLine();
    }

    private static CommandLine commandLine(String... words) {
        // first: what takes long to start has begun when the words are understood
        Map<Verb, Object> verbs = verbs(words);
        Sgate sgate = new Sgate();
        Failures failures = new Failures(sgate);
        CommandLine root = new CommandLine(sgate);
        verbs.forEach((verb, command) -> root.addSubcommand(verb.word(), command));
        Sgate.explain(root);
        root.setCommandName(System.getProperty(NAME_PROPERTY, root.getCommandName()));
        return root.setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Only the verb that was asked for is made; all of them where it is not clear yet which, or for the overview. */
    private static Map<Verb, Object> verbs(String... words) {
        Map<Verb, Object> verbs = new EnumMap<>(Verb.class);
        Optional<Verb> asked = Verb.find(words.length == 0 ? "" : words[0]).filter(Verb::isHere);
        asked.ifPresentOrElse(verb -> verbs.put(verb, verb.begin()), () -> {
            for (Verb verb : Verb.values()) {
                if (verb.isHere()) {
                    verbs.put(verb, verb.create());
                }
            }
        });
        return verbs;
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
