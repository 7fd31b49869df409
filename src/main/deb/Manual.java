import dev.sgate.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes what describes a package's command out of the command itself, so that it says neither more nor less: a manual page for it
 * and for each of its verbs ({@code man1/}), and the completion for bash ({@code completion}). Run by the build on the jars of the
 * package: {@code java -Dsgate.command=NAME -cp ... Manual.java FOLDER TIME}.
 */
final class Manual {
    private static final String CLOSING = """
            .SH EXIT STATUS
            0 done or accepted, 1 internal, 2 usage, 3 licensed but degraded, 4 refused, 69 no Java was found.
            .SH ENVIRONMENT
            .TP
            .B SGATE_JAVA_HOME
            A Java to take instead of Debian's, 21 or later.
            .TP
            .B SGATE_JAVA_OPTS
            More options for the JVM; what it names last wins.
            .TP
            .B SGATE_DEBUG
            If set, a failure shows where in the program it happened.
            """;
    private static final String FILES_OF_APPLIANCE = """
            .SH FILES
            .TP
            .I /etc/sgate/sgate.properties
            The settings.
            .TP
            .I /etc/sgate/trust.sgtrust
            The vendor's first trust document, put there by the site.
            .TP
            .I /var/lib/sgate
            The state: licenses, the journal, the device's key, the releases of applications. Kept when the package is purged.
            .TP
            .I /run/sgate/media
            Where sticks are mounted.
            .TP
            .I /var/cache/sgate
            The cache of classes that makes starts quick. The package makes it anew whenever it no longer fits.
            """;

    private final String name;
    private final String date;

    private Manual(String name, String date) {
        this.name = name;
        this.date = date;
    }

    public static void main(String[] words) throws IOException {
        CommandLine command = Main.described();
        Path folder = Path.of(words[0]);
        Manual manual = new Manual(command.getCommandName(), words[1].substring(0, "2026-01-01".length()));
        Path pages = Files.createDirectories(folder.resolve("man1"));
        Files.writeString(pages.resolve(manual.name + ".1"), manual.overview(command));
        for (CommandLine verb : command.getSubcommands().values()) {
            Files.writeString(pages.resolve(manual.name + "-" + verb.getCommandName() + ".1"), manual.page(verb));
        }
        Files.writeString(folder.resolve("completion"), AutoComplete.bash(manual.name, command));
    }

    private String overview(CommandLine command) {
        StringBuilder page = new StringBuilder(head(name, oneLine(command)));
        page.append(".SH SYNOPSIS\n").append(synopsis(command));
        page.append(".SH DESCRIPTION\n")
                .append(paragraphs(
                        command, command.getCommandSpec().usageMessage().description()));
        page.append(".SH VERBS\n");
        for (CommandLine verb : command.getSubcommands().values()) {
            page.append(".TP\n.BR ")
                    .append(text(name + "-" + verb.getCommandName()))
                    .append(" (1)\n");
            page.append(text(oneLine(verb))).append('\n');
        }
        page.append(options(command));
        page.append(".SH EXAMPLES\n")
                .append(paragraphs(
                        command, command.getCommandSpec().usageMessage().footer()));
        page.append(CLOSING);
        page.append(name.equals("sgate") ? FILES_OF_APPLIANCE : "");
        return page.toString();
    }

    private String page(CommandLine verb) {
        StringBuilder page = new StringBuilder(head(name + "-" + verb.getCommandName(), oneLine(verb)));
        page.append(".SH SYNOPSIS\n").append(synopsis(verb));
        page.append(".SH DESCRIPTION\n").append(told(verb)).append(options(verb));
        for (CommandLine inner : verb.getSubcommands().values()) {
            String words = verb.getCommandName() + " " + inner.getCommandName();
            page.append(".SH ").append(text(words.toUpperCase(Locale.ROOT))).append('\n');
            page.append(synopsis(inner)).append(".PP\n").append(told(inner));
            page.append(options(inner).replace(".SH OPTIONS", ".PP\nOptions:"));
        }
        page.append(".SH SEE ALSO\n.BR ").append(text(name)).append(" (1)\n");
        return page.toString();
    }

    private static String told(CommandLine command) {
        return paragraphs(command, command.getCommandSpec().usageMessage().description()) + ".PP\n"
                + paragraphs(command, command.getCommandSpec().usageMessage().footer());
    }

    private String head(String title, String sentence) {
        return ".TH " + text(title.toUpperCase(Locale.ROOT)) + " 1 \"" + date + "\" \"SGate\" \"SGate\"\n.SH NAME\n"
                + text(title) + " \\- " + text(firstWordSmall(sentence)) + "\n";
    }

    private static String firstWordSmall(String sentence) {
        String bare = sentence.replaceFirst("\\.$", "");
        return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }

    private static String oneLine(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? command.getCommandName() : resolved(command, description[0]);
    }

    private static String synopsis(CommandLine command) {
        String line = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
        return text(line.replaceAll("\\s+", " ").strip()) + "\n";
    }

    /** Lines with two blanks before them stay as they are; an empty one begins a paragraph. */
    private static String paragraphs(CommandLine command, String... lines) {
        StringBuilder text = new StringBuilder();
        boolean asTyped = false;
        for (String line : lines) {
            String resolved = resolved(command, line);
            boolean typed = resolved.startsWith("  ");
            if (typed != asTyped) {
                text.append(typed ? ".PP\n.nf\n" : ".fi\n");
                asTyped = typed;
            }
            text.append(resolved.isBlank() ? ".PP" : text(resolved)).append('\n');
        }
        return text.append(asTyped ? ".fi\n" : "").toString().replaceAll("(\\.PP\n)+", ".PP\n");
    }

    private static String options(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> entries = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entries.add(entry(parameter.paramLabel(), command, parameter.description()));
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String names = String.join(", ", option.names());
                boolean takesValue = option.arity().max() > 0;
                entries.add(
                        entry(takesValue ? names + "=" + option.paramLabel() : names, command, option.description()));
            }
        }
        return entries.stream().collect(Collectors.joining("", ".SH OPTIONS\n", ""));
    }

    private static String entry(String term, CommandLine command, String... description) {
        String told = List.of(description).stream()
                .map(line -> resolved(command, line))
                .collect(Collectors.joining(" "));
        return ".TP\n.B " + text(term) + "\n" + text(told) + "\n";
    }

    private static String resolved(CommandLine command, String line) {
        String root = command.getCommandSpec().root().name();
        String resolved = String.format(line.replace("${ROOT-COMMAND-NAME}", root));
        if (resolved.contains("${")) {
            throw new IllegalStateException("the manual does not know the variable in: " + line);
        }
        return resolved;
    }

    /** As roff wants it: no line begins with a command of its own, and a hyphen that a person types stays one. */
    private static String text(String line) {
        String escaped = line.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
