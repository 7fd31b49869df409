package dev.sgate.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.journal.EventLine;
import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** An event as one line for people: number, time, type, then the facts. */
public final class EventWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventWords() {}

    public static String of(EventLine event) {
        JsonNode members;
        try {
            members = JSON.readTree(event.line());
        } catch (IOException e) {
            throw new UncheckedIOException("an event in the ledger is no JSON", e);
        }
        Evidence facts = Evidence.none();
        for (Map.Entry<String, JsonNode> fact : members.path("detail").properties()) {
            facts = facts.and(fact.getKey(), fact.getValue().asText());
        }
        String head = event.seq() + " " + members.path("occurredAt").asText() + " "
                + members.path("type").asText();
        return facts.facts().isEmpty() ? head : head + " " + facts.oneLine();
    }
}
