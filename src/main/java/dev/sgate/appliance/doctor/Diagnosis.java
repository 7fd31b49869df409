package dev.sgate.appliance.doctor;

import dev.sgate.seal.Payloads;
import java.util.List;
import java.util.Map;

/** What one check found. */
public record Diagnosis(Check check, Finding finding) {
    private static final String ROW = "  %-14s %s";

    /** A fault for people; nothing for what is none. */
    List<String> toLines() {
        return finding instanceof Finding.Fault(String what, String next)
                ? List.of(
                        toLine() + ": " + check.name() + ": " + what,
                        String.format(ROW, "why it matters", check.why()),
                        String.format(ROW, "what to do", next))
                : List.of();
    }

    /** The word for what was found, and why it could not be looked at where that is so. */
    String toLine() {
        return finding instanceof Finding.Unknown(String why) ? word() + ": " + why : word();
    }

    private String word() {
        return switch (finding) {
            case Finding.Healthy healthy -> "healthy";
            case Finding.Fault fault -> check.weight().word();
            case Finding.Unknown unknown -> "unknown";
        };
    }

    Map<String, Object> toJson() {
        Map<String, Object> members =
                Payloads.members("name", check.name(), "finding", word(), "looksAt", check.looksAt());
        switch (finding) {
            case Finding.Healthy healthy -> {}
            case Finding.Fault(String what, String next) ->
                members.putAll(Payloads.members("what", what, "why", check.why(), "next", next));
            case Finding.Unknown(String why) -> members.put("what", why);
        }
        return members;
    }
}
