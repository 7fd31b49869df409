package dev.sgate.appliance.local;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.UnverifiedJson;
import dev.sgate.seal.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One answer, one line of JSON: the members of the answer for a program, or text for a person; {@code exitCode} comes first in both.
 *
 * @param exitCode of BEHAVIOUR 2
 * @param text lines for a person; empty in an answer for a program
 * @param raw the line as it came
 * @param waiting licenses that wait for a person, in an answer to {@link Question.Kind#PENDING}
 */
public record Reply(int exitCode, List<String> text, String raw, List<Waiting> waiting) {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_WAITING = 100;

    static final int DONE = 0;
    static final int BROKEN = 1;
    static final int USAGE = 2;
    static final int DEGRADED = 3;
    static final int REFUSED = 4;

    /** Names a license that waits, in the state in which it was shown. */
    public record Waiting(UUID license, long serial) {}

    public Reply {
        text = List.copyOf(text);
        waiting = List.copyOf(waiting);
    }

    /** An answer in the making: both forms of it. */
    record Draft(int exitCode, Map<String, Object> members, List<String> lines) {
        static Draft said(int exitCode, String line) {
            return new Draft(exitCode, Map.of("message", line), List.of(line));
        }

        byte[] toBytes(boolean json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("exitCode", exitCode);
            if (json) {
                answer.putAll(members);
            } else {
                answer.put("text", String.join("\n", lines));
                if (members.containsKey("waiting")) {
                    answer.put("waiting", members.get("waiting"));
                }
            }
            return Payloads.toJson(answer);
        }
    }

    static Verdict<Reply> parse(byte[] line) {
        return UnverifiedJson.parse(line, MAX_BYTES, fields -> read(fields, line));
    }

    private static Reply read(Fields fields, byte[] line) {
        List<Waiting> waiting = fields.has("waiting")
                ? fields.getObjects("waiting", MAX_WAITING).stream()
                        .map(one ->
                                new Waiting(one.getUuid("licenseId"), one.getInteger("serial", 0, Limits.INTEGER_MAX)))
                        .toList()
                : List.of();
        return new Reply(
                (int) fields.getInteger("exitCode", 0, REFUSED),
                fields.findString("text").map(text -> text.lines().toList()).orElse(List.of()),
                new String(line, StandardCharsets.UTF_8),
                waiting);
    }
}
