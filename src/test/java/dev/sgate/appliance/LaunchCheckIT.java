package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate check}, {@code activate} and {@code seats} against a daemon of its own process. */
class LaunchCheckIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path media;
    private Path state;
    private Path trust;
    private int sticks;

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

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static String succeed(Object... words) {
        CommandRun run = sgate(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out();
    }

    private Path license(Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of(
                "export",
                "license",
                "--key",
                at("license.pem"),
                "--ledger",
                at("desk.db"),
                "--out",
                folder,
                "--json",
                "--customer",
                "Example Ltd",
                "--product",
                "press",
                "--pool",
                "5"));
        words.addAll(List.of(more));
        return Path.of(JSON.readTree(succeed(words.toArray())).get("file").asText());
    }

    private void plugIn(DaemonProcess daemon, Path file) throws IOException {
        String name = "stick" + ++sticks;
        Path made = Files.createTempDirectory(folder, "stick");
        Files.copy(file, made.resolve(file.getFileName()));
        Files.move(made, media.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Awaitility.await(name)
                .until(() -> daemon.log()
                        .lines()
                        .anyMatch(line -> line.contains("safe to unplug") && line.contains("volume=" + name)));
    }

    private DaemonProcess start(Object... more) throws IOException {
        List<Object> words =
                new ArrayList<>(List.of("--media", media, "--state", state, "--trust", trust, "--allow-folders"));
        words.addAll(List.of(more));
        return DaemonProcess.start(folder.resolve("log"), words.toArray());
    }

    private CommandRun ask(String verb, Object... more) {
        List<Object> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(more));
        words.addAll(List.of("--state", state, "--trust", trust));
        return sgate(words.toArray());
    }

    private JsonNode check(int exitCode, String state) throws IOException {
        CommandRun run = ask("check", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).as(run.out()).isEqualTo(exitCode);
        JsonNode answer = JSON.readTree(run.out());
        assertThat(answer.get("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(answer.get("state").asText()).isEqualTo(state);
        return answer;
    }

    private List<String> events(String type) throws IOException {
        return ask("journal", "--json")
                .out()
                .lines()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    @Test
    void fromNoLicenseToALicense() throws Exception {
        try (DaemonProcess daemon = start()) {
            assertThat(check(4, "unlicensed").get("cause").asText()).isEqualTo("no-bundle");

            byte[] bytes = Files.readAllBytes(license());
            bytes[200] ^= 1;
            plugIn(daemon, Files.write(at("changed.sglic"), bytes));
            assertThat(check(4, "unlicensed").get("cause").asText()).isEqualTo("modified");

            plugIn(daemon, license("--license", lastLicense()));
            JsonNode valid = check(0, "valid");
            assertThat(valid.get("product").asText()).isEqualTo("press");
            assertThat(ask("check", "--product", "press").out()).startsWith("valid: The license for press is in force");
            assertThat(ask("check", "--product", "lathe").status()).isEqualTo(4);
            assertThat(ask("check", "--product", "No Product").status()).isEqualTo(2);

            Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(3, ChronoUnit.DAYS);
            plugIn(daemon, license("--license", lastLicense(), "--valid-until", soon));
            check(3, "expiring");
            assertThat(events("validation")).hasSizeGreaterThanOrEqualTo(4);
        }
        CommandRun down = ask("check");
        assertThat(down.status()).isEqualTo(1);
        assertThat(down.out()).isEmpty();
        assertThat(down.err()).contains("does not answer").contains("sgate run");
    }

    private String lastLicense() throws IOException {
        try (var files = Files.list(folder)) {
            Path any = files.filter(file -> file.toString().endsWith(".sglic") && !file.endsWith("changed.sglic"))
                    .findFirst()
                    .orElseThrow();
            return JSON.readTree(succeed("verify", "--json", any, "--trust", trust))
                    .findValue("licenseId")
                    .asText();
        }
    }

    @Test
    void aPersonConfirmsAndTheSeatIsTaken() throws Exception {
        try (DaemonProcess daemon = start()) {
            plugIn(daemon, license("--confirm"));
            assertThat(daemon.log()).contains("code=needs-confirmation");
            check(4, "needs-confirmation");

            CommandRun shown = ask("activate", "--json");
            JsonNode waiting = JSON.readTree(shown.out()).at("/waiting/0");
            assertThat(waiting.get("seats").asInt()).isEqualTo(5);
            assertThat(waiting.get("customer").asText()).isEqualTo("Example Ltd");
            check(4, "needs-confirmation");

            CommandRun yes = ask("activate", "--yes");
            assertThat(yes.status()).as(yes.err()).isZero();
            assertThat(yes.err()).contains("valid until").contains("5, of which taken: 0");
            assertThat(yes.out()).startsWith("activated");
            check(0, "valid");
            assertThat(events("license-confirmed")).hasSize(1);
            assertThat(events("activation")).hasSize(1);

            CommandRun seats = ask("seats", "list");
            assertThat(seats.out()).contains("this appliance");
            String device = JSON.readTree(ask("seats", "list", "--json").out())
                    .at("/seats/0/device")
                    .asText();
            assertThat(ask("seats", "release", device, "--yes").status()).isEqualTo(2);
            assertThat(ask("seats", "release", "0123456789abcdef", "--yes").err())
                    .contains("no seat is held");
            assertThat(ask("activate", "--yes").out()).contains("no license waits");
        }
    }

    @Test
    void withoutASocketSticksAreServedAllTheSame() throws Exception {
        Path config = Files.writeString(at("sgate.properties"), "socket = " + folder.resolve("x".repeat(120)) + "\n");
        try (DaemonProcess daemon = start("--config", config)) {
            daemon.await("nobody can ask on this machine");
            plugIn(daemon, license());
            assertThat(ask("status", "--config", config).out()).contains("license for press: valid");
            assertThat(ask("check", "--config", config).status()).isEqualTo(1);
        }
    }
}
