package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.seal.Payloads;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a verb of the desk answers about one thing: a line and the facts below it, or one line of JSON.
 *
 * @param subject the line
 * @param members the facts, in the order they are shown
 */
record Facts(String subject, Map<String, Object> members) {
    Facts(String subject, Object... namesAndValues) {
        this(subject, Payloads.members(namesAndValues));
    }

    void answer(Console console, boolean json) {
        if (json) {
            console.answer(members);
            return;
        }
        console.answer(subject);
        members.forEach((name, value) ->
                console.answer(String.format("  %-16s %s", name, text(value)).stripTrailing()));
    }

    private static String text(Object value) {
        return switch (value) {
            case Boolean yes -> yes ? "yes" : "no";
            case Collection<?> list -> list.stream().map(Facts::text).collect(Collectors.joining(", "));
            case Map<?, ?> members ->
                members.entrySet().stream()
                        .map(member -> member.getKey() + " " + text(member.getValue()))
                        .collect(Collectors.joining("; "));
            case Instant time -> Payloads.time(time);
            default -> value.toString();
        };
    }
}
