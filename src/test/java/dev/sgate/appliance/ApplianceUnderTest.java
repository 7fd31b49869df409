package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site with an appliance as a process, and what it has on disk; the sticks are plain folders. */
abstract class ApplianceUnderTest {
    static final String RUNS_ON = "#!/bin/sh\nwhile :; do sleep 1; done\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    LicensedSite site;
    Path state;
    Path trust;

    @BeforeEach
    void makeASite() throws IOException {
        site = new LicensedSite(folder);
        state = site.state();
        trust = site.trust();
    }

    /** It outlives the daemon, also one that was on probation only. */
    @AfterEach
    void endTheAppliance() {
        site.stop();
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(state.resolve("apps").toString()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    DaemonProcess start() throws IOException {
        return site.start("ready");
    }

    DaemonProcess launch(Object... more) throws IOException {
        return site.launch(more);
    }

    void awaitRelease(String stick) {
        site.awaitRelease(stick);
    }

    Path plugIn(String name, Path... files) throws IOException {
        return site.plugIn(name, files);
    }

    void unplug(String name) throws IOException {
        site.unplug(name);
    }

    Path update(String version, String script, Object... more) throws IOException {
        return site.update(version, script, more);
    }

    /** A license for 5 seats. */
    Path license(String... more) throws IOException {
        return Path.of(site.mint("lantern", 5, more).path("file").asText());
    }

    /** A license for 5 seats that brings this update along. */
    Path licenseWith(Path update) throws IOException {
        return license("--update", update.toString(), "--trust", trust.toString());
    }

    /** The same file with one letter of its payload changed. */
    Path tampered(Path file) throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(file));
        int place = text.indexOf("\"payload\":\"") + 100;
        text.setCharAt(place, text.charAt(place) == 'A' ? 'B' : 'A');
        return Files.writeString(folder.resolve("tampered.sglic"), text);
    }

    JsonNode status() throws IOException {
        String text = CommandRun.succeed("status", "--json", "--state", state, "--trust", trust);
        String schema = Files.readString(Path.of("src/main/resources/dev/sgate/schemas/status.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(text, InputFormat.JSON))
                .isEmpty();
        return JSON.readTree(text);
    }

    List<String> events() throws IOException {
        List<String> types = new ArrayList<>();
        CommandRun run = sgate("journal", "--json", "--state", state, "--trust", trust);
        for (String line : run.out().lines().toList()) {
            types.add(JSON.readTree(line).get("type").asText());
        }
        // it comes by the clock, whatever else happens
        types.remove("expiry-check");
        return types;
    }

    static String receipt(Path stick) throws IOException {
        for (Path file : list(stick)) {
            if (file.toString().endsWith(".json")) {
                return Files.readString(file);
            }
        }
        throw new AssertionError("no receipt on " + stick);
    }

    static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    static List<String> names(Path directory) throws IOException {
        return list(directory).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }
}
