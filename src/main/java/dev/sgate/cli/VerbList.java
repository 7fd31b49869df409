package dev.sgate.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The verbs in their groups, one line each. */
final class VerbList {
    private VerbList() {}

    static String render(Help help) {
        StringBuilder text = new StringBuilder();
        Map<String, CommandLine> known = help.commandSpec().subcommands();
        for (Verb.Group group : Verb.Group.values()) {
            String lines = Arrays.stream(Verb.values())
                    .filter(verb -> verb.group() == group)
                    .flatMap(verb ->
                            Optional.ofNullable(known.get(verb.word())).map(command -> line(verb, command)).stream())
                    .collect(Collectors.joining());
            text.append(lines.isEmpty() ? "" : String.format("%n%s%n%s", group.heading(), lines));
        }
        return text.toString();
    }

    private static String line(Verb verb, CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return String.format("  %-18s %s%n", verb.word(), description.length == 0 ? "" : description[0]);
    }
}
