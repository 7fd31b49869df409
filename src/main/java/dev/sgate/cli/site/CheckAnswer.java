package dev.sgate.cli.site;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code sgate check} found.
 *
 * @param state its word: licensed, expired, valid and so on
 * @param message a sentence for the application's user; empty where there is none
 * @param refusal why the application may not run; empty where it may
 * @param facts what is proven, in the order in which it is told
 */
public record CheckAnswer(String state, String message, Optional<Refusal> refusal, Map<String, Object> facts) {
    private static final int SEED_INVALID = 1;

    /** Says it: one line of JSON, or a few lines for people. */
    void say(Console console, boolean json) {
        if (json) {
            console.answer(toJson());
            return;
        }
        console.answer(message.isEmpty() ? state : state + ": " + message);
        refusal.ifPresent(why ->
                console.answer(line("why", why.code() + " " + why.evidence().oneLine())));
        facts.forEach((name, value) -> console.answer(line(name, text(value))));
    }

    private Map<String, Object> toJson() {
        Map<String, Object> members = Payloads.members(
                "state",
                state,
                "message",
                message.isEmpty() ? Optional.empty() : Optional.of(message),
                "code",
                refusal.map(Refusal::code),
                "evidence",
                refusal.map(why -> why.evidence().facts()).orElse(Map.of()));
        members.putAll(facts);
        return members;
    }

    private static String line(String name, String text) {
        return String.format("  %-20s %s", name, text).stripTrailing();
    }

    private static String text(Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
                : value.toString();
    }

    ExitCode exitCode() {
        return refusal.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    /** 0 for valid, 1 for invalid or nothing there (C74). */
    int seedStatus() {
        return refusal.isEmpty() ? ExitCode.DONE.status() : SEED_INVALID;
    }
}
