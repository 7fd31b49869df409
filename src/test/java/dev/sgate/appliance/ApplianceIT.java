package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.cli.CommandRun;
import dev.sgate.host.DeviceKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole appliance as a process, with plain folders for sticks. */
class ApplianceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNS_ON = "#!/bin/sh\nwhile :; do sleep 1; done\n";
    private static final String CRASHES = "#!/bin/sh\nexit 3\n";

    @TempDir
    Path folder;

    private Path media;
    private Path state;
    private Path trust;
    private int starts;

    @BeforeEach
    void makeADesk() throws IOException {
        media = Files.createDirectory(folder.resolve("media"));
        state = folder.resolve("state");
        trust = folder.resolve("vendor.sgtrust");
        for (String role : List.of("root", "license", "update")) {
            succeed("keygen", "--role", role, "--id", role, "--out", folder);
        }
        succeed(
                "trust",
                "init",
                "--root",
                at("root.pub"),
                "--license",
                at("license.pub"),
                "--update",
                at("update.pub"),
                "--sign",
                at("root.pem"),
                "--out",
                trust);
        Files.setPosixFilePermissions(trust, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** It outlives the daemon, also one that was on probation only. */
    @AfterEach
    void endTheApplication() {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(state.resolve("apps").toString()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aStickLicensesInstallsAndBringsAJournalBack() throws Exception {
        Path license = license(update("1.0.0", RUNS_ON, "--health-alive", 1));
        try (DaemonProcess daemon = start()) {
            Path stick = plugIn("first", license);
            daemon.await("safe to unplug");

            assertThat(names(stick))
                    .contains(license.getFileName().toString())
                    .anyMatch(name -> name.matches("journal-\\d{8}\\.sgsync"))
                    .anyMatch(name -> name.matches("sgate-receipt-[0-9a-f]{8}\\.txt"))
                    .anyMatch(name -> name.matches("sgate-receipt-[0-9a-f]{8}\\.json"));
            // it is written by another thread than the one that says so
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(state.resolve("status.json")).content().contains("safe-to-unplug"));
            assertThat(daemon.log().lines().filter(line -> line.matches(".*(copy|copied|ready to start|making).*")))
                    .as("long work is told with one line at its start and one at its end")
                    .hasSize(4)
                    .anyMatch(line -> line.matches("<6>copied and checked .* bytes=\\d+ seconds=\\d+[.]\\d"))
                    .anyMatch(line -> line.matches("<6>release is ready to start .* seconds=\\d+[.]\\d"));
            assertThat(events())
                    .containsSubsequence(
                            "startup", "license-imported", "activation", "update-installed", "journal-exported");
            JsonNode status = status();
            assertThat(status.at("/licenses/0/state").asText()).isEqualTo("valid");
            assertThat(status.at("/applications/0/version").asText()).isEqualTo("1.0.0");
            assertThat(status.at("/applications/0/running").asBoolean()).isTrue();

            sameAgain(daemon, license);
            tampered(daemon, license);
            crashing(daemon);
            stopAndStartAgain(daemon, status().at("/applications/0/pid").asLong());
        }
    }

    private void sameAgain(DaemonProcess daemon, Path license) throws IOException {
        long before = events().size();
        plugIn("again", license);
        daemon.await("volume=again files=sgate-receipt");
        awaitRelease(daemon, "again");
        assertThat(daemon.log()).contains("nothing new");
        assertThat(events().subList((int) before, events().size())).containsOnly("journal-exported");
    }

    private void tampered(DaemonProcess daemon, Path license) throws IOException {
        JsonNode before = timeless(status());
        byte[] bytes = Files.readAllBytes(license);
        bytes[40] ^= 1;
        Path stick = plugIn("tampered", Files.write(folder.resolve("tampered.sglic"), bytes));
        awaitRelease(daemon, "tampered");
        assertThat(daemon.log()).containsPattern("not accepted.*file=tampered.sglic.*code=(bad-signature|malformed)");
        assertThat(events()).endsWith("refused");
        JsonNode after = timeless(status());
        assertThat(after.get("licenses")).isEqualTo(before.get("licenses"));
        assertThat(after.get("applications")).isEqualTo(before.get("applications"));
        assertThat(names(stick))
                .as("nothing is written on a stick that nobody we trust has filled")
                .hasSize(1);
        assertThat(list(state.resolve("staging"))).isEmpty();
    }

    /** Without the moment at which it was judged. */
    private static JsonNode timeless(JsonNode status) {
        status.get("licenses").forEach(license -> ((ObjectNode) license.get("evidence")).remove("now"));
        return status;
    }

    private void crashing(DaemonProcess daemon) throws IOException {
        Path stick = plugIn("crashing", update("2.0.0", CRASHES, "--health-alive", 2));
        awaitRelease(daemon, "crashing");
        assertThat(daemon.log()).contains("release rolled back").contains("code=health-check-failed");
        assertThat(events()).contains("update-rolled-back");
        assertThat(status().at("/applications/0/version").asText()).isEqualTo("1.0.0");
        assertThat(status().at("/applications/0/running").asBoolean()).isTrue();
        assertThat(receipt(stick)).contains("health-check-failed");
    }

    private void stopAndStartAgain(DaemonProcess daemon, long pid) throws Exception {
        assertThat(daemon.terminate()).as("an orderly stop is no failure").isZero();
        assertThat(daemon.log()).contains("stopped");
        assertThat(events()).endsWith("shutdown");
        assertThat(ProcessHandle.of(pid))
                .as("the application outlives the daemon")
                .isPresent();
        try (DaemonProcess second = start()) {
            assertThat(status().at("/applications/0/pid").asLong())
                    .as("it is never started twice")
                    .isEqualTo(pid);
            assertThat(second.log()).doesNotContain("application started");
        }
    }

    /** Before the application that came along is started: it finds the file at its first start. */
    @Test
    void aLicenseThatNamesThisApplianceBringsItsLeaseFile() throws Exception {
        try (DaemonProcess daemon = start()) {
            Path license = license(null, "--appliance", deviceKeyId());
            plugIn("named", license);
            daemon.await("safe to unplug");

            Path lease = state.resolve("leases/press.lease");
            CommandRun check = sgate("check", "--lease", lease, "--trust", trust);
            assertThat(check.status()).as(check.out() + check.err()).isZero();
            assertThat(check.out()).contains("licensed");

            CommandRun elsewhere = sgate("check", "--lease", lease, "--trust", trust, "--machine-id", "another");
            assertThat(elsewhere.status()).isEqualTo(4);
        }
    }

    private String deviceKeyId() throws IOException {
        String machineId = DeviceKeyFile.readMachineId(Path.of("/etc/machine-id"));
        return DeviceKeyFile.open(state, machineId)
                .key()
                .publicKey()
                .deviceKid()
                .value();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInstallThatIsCutOffIsTakenUpAgain(boolean killed) throws Exception {
        // longer than the appliance takes to stop in order
        Path license = license(update("1.0.0", RUNS_ON, "--health-alive", 8));
        try (DaemonProcess daemon = start()) {
            plugIn("cut", license);
            daemon.await("release started");
            if (killed) {
                daemon.kill();
            } else {
                daemon.terminate();
            }
        }
        assertThat(events()).doesNotContain("update-installed");
        unplug("cut");
        try (DaemonProcess daemon = start()) {
            daemon.await("release installed and healthy");
            assertThat(events()).containsOnlyOnce("update-installed").doesNotContain("refused");
            assertThat(status().at("/applications/0/running").asBoolean()).isTrue();
            assertThat(status().at("/visits").toString()).contains("interrupted");
            assertThat(list(state.resolve("staging"))).isEmpty();
        }
    }

    @Test
    void aSlowStickHoldsUpNoOther() throws Exception {
        Path slow = update("1.0.0", RUNS_ON, "--health-alive", 20);
        Path quick = license(null);
        try (DaemonProcess daemon = start()) {
            plugIn("slow", license(slow));
            daemon.await("release started");
            plugIn("quick", quick);
            daemon.await("safe to unplug");
            assertThat(daemon.log()).containsPattern("safe to unplug.*volume=quick");
            assertThat(daemon.log()).doesNotContainPattern("safe to unplug.*volume=slow");
        }
    }

    @Test
    void aStickMayHaveAnyName() throws Exception {
        Path license = license(null);
        try (DaemonProcess daemon = start()) {
            for (String name : List.of(
                    "my stick%20", "a?noop=false&delete=true", "b#c", "{{state}}", "${date:now}", "RAW(x)", "+")) {
                Path stick = plugIn(name, license);
                Awaitility.await(name)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> names(stick).stream().anyMatch(file -> file.matches("sgate-receipt.*[.]json")));
                assertThat(receipt(stick)).contains(license.getFileName().toString());
            }
            assertThat(daemon.log()).doesNotContain("given up");
        }
    }

    @Test
    void namesThatAreNoRegularFilesAreLeftAlone() throws Exception {
        Path stick = Files.createDirectory(folder.resolve("odd"));
        Files.createDirectory(stick.resolve("folder.sglic"));
        Files.createSymbolicLink(stick.resolve("link.sglic"), Path.of("/etc/hostname"));
        assertThat(new ProcessBuilder("mkfifo", stick.resolve("pipe.sglic").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (DaemonProcess daemon = start()) {
            Files.move(stick, media.resolve("odd"), StandardCopyOption.ATOMIC_MOVE);
            awaitRelease(daemon, "odd");
            assertThat(names(media.resolve("odd")))
                    .containsExactlyInAnyOrder("folder.sglic", "link.sglic", "pipe.sglic");
            assertThat(daemon.log()).contains("no files for us on this stick");
        }
    }

    @Test
    void aSecondDaemonOnTheSameStateIsRefused() throws Exception {
        try (DaemonProcess first = start();
                DaemonProcess second = launch()) {
            assertThat(second.exitStatus()).isEqualTo(2);
            assertThat(second.log()).contains("another appliance runs on " + state);
            assertThat(first.log()).doesNotContain("another appliance");
        }
    }

    @Test
    void aWrongRouteFileStopsTheStart() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        for (Path file : list(Path.of("routes"))) {
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        Path wrong = routes.resolve("20-open.camel.xml");
        Files.writeString(wrong, Files.readString(wrong).replace("\"fileOpening\"", "\"fileOpning\""));
        try (DaemonProcess daemon = launch("--routes", routes)) {
            assertThat(daemon.exitStatus()).isEqualTo(1);
            assertThat(daemon.log()).containsPattern(wrong + ":\\d+: no step is called fileOpning");
            assertThat(daemon.log()).doesNotContain("\tat ").doesNotContain("ready");
        }
        assertThat(events()).as("nothing was started").isEmpty();
    }

    @Test
    void withoutATrustDocumentNothingIsBelievedAndItSaysSo() throws Exception {
        Path license = license(null);
        Files.delete(trust);
        try (DaemonProcess daemon = start()) {
            plugIn("first", license);
            awaitRelease(daemon, "first");
            assertThat(daemon.log())
                    .contains("trust: nothing is believed because")
                    .contains("code=unknown-key");
            assertThat(status().at("/trust/believed").asBoolean()).isFalse();
        }
    }

    @Test
    void theJournalCanBeCollectedIntoAFolder() throws Exception {
        try (DaemonProcess daemon = start()) {
            Path out = folder.resolve("telemetry");
            CommandRun run = sgate("collect-telemetry", "--state", state, "--trust", trust, "--out", out);
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(names(out)).singleElement().asString().matches("journal-\\d{8}\\.sgsync");
            assertThat(daemon.log()).doesNotContain("given up");
        }
    }

    private DaemonProcess start() throws IOException {
        DaemonProcess daemon = launch();
        daemon.await("ready");
        return daemon;
    }

    private DaemonProcess launch(Object... more) throws IOException {
        List<Object> words =
                new ArrayList<>(List.of("--media", media, "--state", state, "--trust", trust, "--allow-folders"));
        words.addAll(List.of(more));
        return DaemonProcess.launch(folder.resolve("log-" + starts++), words.toArray());
    }

    private void awaitRelease(DaemonProcess daemon, String stick) {
        Awaitility.await(stick)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> daemon.log()
                        .lines()
                        .anyMatch(line -> line.contains("safe to unplug") && line.contains("volume=" + stick)));
    }

    /** A stick appears whole, as a mount does. */
    private Path plugIn(String name, Path... files) throws IOException {
        Path made = Files.createTempDirectory(folder, "stick");
        for (Path file : files) {
            Files.copy(file, made.resolve(file.getFileName()));
        }
        return Files.move(made, media.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void unplug(String name) throws IOException {
        Files.move(
                media.resolve(name), Files.createTempDirectory(folder, "away").resolve(name));
    }

    private Path update(String version, String script, Object... more) throws IOException {
        Path app = Files.writeString(folder.resolve("press"), script);
        Path out = folder.resolve("press-" + version + ".sgupd");
        List<Object> words = new ArrayList<>(List.of(
                "export",
                "update",
                "--key",
                at("update.pem"),
                "--app",
                app,
                "--product",
                "press",
                "--app-version",
                version,
                "--platform",
                "any",
                "--out",
                out));
        words.addAll(List.of(more));
        succeed(words.toArray());
        return out;
    }

    private Path license(@Nullable Path update, String... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of(
                "export",
                "license",
                "--key",
                at("license.pem"),
                "--ledger",
                at("desk.db"),
                "--customer",
                "Example Ltd",
                "--product",
                "press",
                "--pool",
                "5",
                "--out",
                folder,
                "--json"));
        words.addAll(List.of(more));
        if (update != null) {
            words.addAll(List.of("--update", update, "--trust", trust));
        }
        return Path.of(JSON.readTree(succeed(words.toArray())).get("file").asText());
    }

    private JsonNode status() throws IOException {
        String text = succeed("status", "--json", "--state", state, "--trust", trust);
        String schema = Files.readString(Path.of("src/main/resources/dev/sgate/schemas/status.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(text, InputFormat.JSON))
                .isEmpty();
        return JSON.readTree(text);
    }

    private List<String> events() throws IOException {
        List<String> types = new ArrayList<>();
        CommandRun run = sgate("journal", "--json", "--state", state, "--trust", trust);
        for (String line : run.out().lines().toList()) {
            types.add(JSON.readTree(line).get("type").asText());
        }
        // it comes by the clock, whatever else happens
        types.remove("expiry-check");
        return types;
    }

    private static String receipt(Path stick) throws IOException {
        for (Path file : list(stick)) {
            if (file.toString().endsWith(".json")) {
                return Files.readString(file);
            }
        }
        throw new AssertionError("no receipt on " + stick);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        return list(directory).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static String succeed(Object... words) {
        CommandRun run = sgate(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out();
    }
}
