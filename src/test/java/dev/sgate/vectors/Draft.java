package dev.sgate.vectors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A vector in the making: a recipe, and what a reader must say of the file. */
final class Draft {
    /** Files above this size are made when they are needed, and not kept. */
    static final int STORED_MAX_BYTES = 16 << 10;

    final String name;
    final String expect;
    final String description;
    final Recipe recipe;
    final String fileName;
    String at = Samples.NOW;
    String trust = "main.sgtrust";
    Optional<String> update = Optional.empty();
    final Map<String, Object> evidence = new LinkedHashMap<>();

    Draft(String name, String expect, String fileName, String description, Recipe recipe) {
        this.name = name;
        this.expect = expect;
        this.fileName = fileName;
        this.description = description;
        this.recipe = recipe;
    }

    Draft at(String time) {
        at = time;
        return this;
    }

    /** Judged under the trust document where licenses and updates need two signatures. */
    Draft underPairs() {
        trust = "pairs.sgtrust";
        return this;
    }

    /** What becomes of the update inside the license. */
    Draft update(String outcome) {
        update = Optional.of(outcome);
        return this;
    }

    /** A fact that the refusal must name. */
    Draft evidence(String fact, Object value) {
        evidence.put(fact, value.toString());
        return this;
    }

    /** The text of {@code vector.json}: one member a line, for people to read and to compare. */
    String toJson(byte[] file) {
        Map<String, Object> members = Samples.members(
                "description", description, "file", fileName, "at", at, "trust", trust, "expect", expect);
        update.ifPresent(outcome -> members.put("update", outcome));
        if (!evidence.isEmpty()) {
            members.put("evidence", evidence);
        }
        members.put("recipe", recipe.steps());
        if (file.length > STORED_MAX_BYTES) {
            members.put("sha256", java.util.HexFormat.of().formatHex(TestKeys.sha256(file)));
        }
        StringBuilder json = new StringBuilder("{\n");
        members.forEach((member, value) -> json.append(json.length() > 2 ? ",\n" : "")
                .append("  ")
                .append(Json.write(member))
                .append(": ")
                .append(Json.write(value)));
        return json.append("\n}\n").toString();
    }
}
