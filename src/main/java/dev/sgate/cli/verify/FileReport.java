package dev.sgate.cli.verify;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found out about one sealed file.
 *
 * @param done the outcome's word where there is no refusal
 * @param refusal why it is not accepted; empty where it is
 * @param facts what a signature that held says of it, in the order of the format page; empty where none held
 * @param update the update inside a license: an outcome of its own
 */
public record FileReport(
        String done, Optional<Refusal> refusal, Map<String, Object> facts, Optional<FileReport> update) {
    private static final String ACCEPTED = "accepted";

    /** A file that was checked to its end, whatever was found. */
    FileReport(Optional<Refusal> refusal, Map<String, Object> facts) {
        this(ACCEPTED, refusal, facts, Optional.empty());
    }

    /** A file that has just been made. */
    public static FileReport made(Map<String, Object> facts) {
        return accepted(facts).made();
    }

    public static FileReport accepted(Map<String, Object> facts) {
        return new FileReport(Optional.empty(), facts);
    }

    /** Refused before anything in it was believed. */
    public static FileReport refused(Refusal refusal) {
        return refused(refusal, Map.of());
    }

    public static FileReport refused(Refusal refusal, Map<String, Object> facts) {
        return new FileReport(Optional.of(refusal), facts);
    }

    /** The same about a file of our own making. */
    public FileReport made() {
        return new FileReport("made", refusal, facts, update);
    }

    public FileReport with(FileReport embedded) {
        return new FileReport(done, refusal, facts, Optional.of(embedded));
    }

    /** Answers with one line of JSON, or with a few lines for people. */
    public void answer(Console console, Path file, boolean json) {
        if (json) {
            Map<String, Object> members = Payloads.members("file", file.toString());
            members.putAll(toJson());
            console.answer(members);
        } else {
            lines(file.toString()).forEach(console::answer);
        }
    }

    public ExitCode exitCode() {
        return refusal.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    public Map<String, Object> toJson() {
        Map<String, Object> members = Payloads.members(
                "outcome", outcome(),
                "code", refusal.map(Refusal::code),
                "evidence", refusal.map(why -> why.evidence().facts()).orElse(Map.of()));
        members.putAll(facts);
        update.ifPresent(embedded -> members.put("update", embedded.toJson()));
        return members;
    }

    /** The report for people: the outcome behind {@code subject}, then a line for each fact. */
    public List<String> lines(String subject) {
        List<String> lines = new ArrayList<>();
        lines.add(subject + ": " + outcome() + refusal.map(FileReport::reason).orElse(""));
        facts.forEach((name, value) ->
                lines.add(String.format("  %-16s %s", name, text(value)).stripTrailing()));
        update.ifPresent(embedded -> embedded.lines("update inside").forEach(line -> lines.add("  " + line)));
        return lines;
    }

    private String outcome() {
        return refusal.isEmpty() ? done : "refused";
    }

    private static String reason(Refusal refusal) {
        String evidence = refusal.evidence().oneLine();
        return ", " + refusal.code() + (evidence.isEmpty() ? "" : " (" + evidence + ")");
    }

    private static String text(Object value) {
        return switch (value) {
            case Collection<?> list -> list.stream().map(FileReport::text).collect(Collectors.joining(", "));
            case Map<?, ?> members ->
                members.entrySet().stream()
                        .map(member -> member.getKey() + " " + text(member.getValue()))
                        .collect(Collectors.joining("; "));
            default -> value.toString();
        };
    }
}
