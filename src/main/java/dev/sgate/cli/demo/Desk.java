package dev.sgate.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/** Runs the product's own command line, as a person would type it, and reads its answers. */
final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandLineRunner commandLine;

    Desk(CommandLineRunner commandLine) {
        this.commandLine = commandLine;
    }

    /** What a verb answered: its exit status, and standard output and standard error as text. */
    record Answer(int status, String out, String err) {
        /** The answer as JSON. */
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }

        /** The answer as JSON, one object a line. */
        List<JsonNode> jsonLines() throws IOException {
            try (MappingIterator<JsonNode> lines =
                    JSON.readerFor(JsonNode.class).readValues(out)) {
                return lines.readAll();
            }
        }
    }

    /** Runs a verb, whatever it answers. */
    Answer ask(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = Arrays.stream(words).map(Object::toString).toList();
        int status =
                commandLine.run(new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }

    /** Runs a verb that must succeed. */
    Answer run(Object... words) throws StepFailed {
        Answer answer = ask(words);
        StepFailed.unless(
                answer.status == 0,
                "sgate " + words[0] + " ended with " + answer.status + ": " + (answer.err + answer.out).strip());
        return answer;
    }
}
