package dev.sgate.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The appliance's state as its own reports give it, and as it lies on the disk. */
final class ApplianceView {
    private final Desk desk;
    private final Path state;
    private final Path trust;

    ApplianceView(Desk desk, Path state, Path trust) {
        this.desk = desk;
        this.state = state;
        this.trust = trust;
    }

    Path state() {
        return state;
    }

    private JsonNode status() throws IOException, StepFailed {
        return desk.run("status", "--state", state, "--trust", trust, "--json").json();
    }

    /** All that a stick could have changed: licenses, applications with their processes, and what lies in staging. */
    JsonNode standing() throws IOException, StepFailed {
        JsonNode status = status();
        ObjectNode standing = JsonNodeFactory.instance.objectNode();
        // without the moment at which each was judged
        status.path("licenses")
                .forEach(license -> license.withObject("/evidence").remove("now"));
        standing.set("licenses", status.path("licenses"));
        standing.set("applications", status.path("applications"));
        names(state.resolve("staging")).forEach(standing.putArray("staging")::add);
        StepFailed.unless(!standing.path("licenses").isEmpty(), "the status shows no license: " + status);
        return standing;
    }

    /** Fails unless the status shows a license for the product with this machine's seat. */
    void requireLicensed(String product) throws IOException, StepFailed {
        JsonNode licenses = standing().path("licenses");
        for (JsonNode license : licenses) {
            if (license.path("product").asText().equals(product)
                    && license.path("seatsTaken").asLong() == 1) {
                return;
            }
        }
        throw new StepFailed("the status shows no license for " + product + " with one seat taken: " + licenses);
    }

    /** The code of the newest refusal in the journal. */
    String codeOfLatestRefusal() throws IOException, StepFailed {
        String code = "none";
        for (JsonNode event : desk.run("journal", "--state", state, "--json").jsonLines()) {
            code = event.path("type").asText().equals("refused")
                    ? event.path("detail").path("code").asText()
                    : code;
        }
        return code;
    }

    /** The application outlives the appliance; after the demo it is ended here. */
    void stopApplications() {
        String mine = state.toString();
        ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Stream::of)
                        .anyMatch(argument -> argument.startsWith(mine)))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** The names in a folder, in order. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> Objects.toString(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
