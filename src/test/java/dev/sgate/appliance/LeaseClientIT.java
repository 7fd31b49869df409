package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon as a process, a license from a stick, and a client in Python that shares no code with us. */
class LeaseClientIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENT = "src/test/python/lease_client.py";

    @TempDir
    Path folder;

    private Path media;
    private Path trust;
    private String listen;

    @BeforeEach
    void makeADesk() throws IOException {
        media = Files.createDirectory(folder.resolve("media"));
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
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listen = "127.0.0.1:" + free.getLocalPort();
        }
    }

    /** LEASE-PROTOCOL 9.28, each line a process of its own. */
    @Test
    void aClientThatKnowsTheProtocolAloneLivesItsLife() throws Exception {
        JsonNode minted = license("press");
        String key = minted.path("licenseKey").asText();
        assertThat(key).isNotEmpty();
        try (DaemonProcess daemon = start("first")) {
            plugIn("stick", Path.of(minted.path("file").asText()));
            daemon.await("safe to unplug");

            assertThat(client("one", "activate", key, "machine-1"))
                    .containsExactly("keyset 200", "activate 200", "licensed");
            assertThat(client("two", "activate", key.replace("-", "").toLowerCase(Locale.ROOT), "machine-2"))
                    .endsWith("activate 200", "licensed");
            assertThat(client("three", "activate", key, "machine-3"))
                    .as("the appliance itself has the third seat")
                    .endsWith("activate 402 Activation limit reached", "none");
            assertThat(client("one", "launch")).containsExactly("keyset 200", "validate 200", "licensed");
        }
        assertThat(client("one", "launch")).as("offline").containsExactly("keyset 0", "validate 0", "licensed");

        try (DaemonProcess daemon = start("second")) {
            assertThat(client("one", "launch")).containsExactly("keyset 200", "validate 200", "licensed");
            assertThat(client("two", "deactivate")).containsExactly("deactivate 200", "none");
            assertThat(client("two", "launch"))
                    .containsExactly("keyset 200", "validate 422 Instance not found or deactivated", "none");

            succeed(
                    "revoke",
                    "--ledger",
                    at("desk.db"),
                    minted.path("licenseId").asText());
            plugIn("news", Path.of(license("lathe").path("file").asText()));
            daemon.await("safe to unplug");
            assertThat(client("one", "launch"))
                    .containsExactly("keyset 200", "validate 422 License has been revoked", "none");
            assertThat(client("four", "activate", key, "machine-4"))
                    .endsWith("activate 404 License key not found", "none");
        }
    }

    @Test
    void aPortInUseIsSaidAndSticksAreServed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listen = "127.0.0.1:" + taken.getLocalPort();
            try (DaemonProcess daemon = start("taken", "leases: nobody can ask")) {
                assertThat(daemon.log().lines().filter(line -> line.contains("leases:")))
                        .singleElement()
                        .asString()
                        .contains("change lease.listen", listen);
                plugIn("stick", Path.of(license("press").path("file").asText()));
                daemon.await("safe to unplug");
            }
        }
    }

    private DaemonProcess start(String name) throws IOException {
        return start(name, "leases: applications can ask");
    }

    private DaemonProcess start(String name, String until) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(name + ".properties"), "lease.listen = " + listen + "\nlease.tenant = acme\n");
        DaemonProcess daemon = DaemonProcess.start(
                folder.resolve(name + ".log"),
                "--config",
                settings,
                "--media",
                media,
                "--state",
                folder.resolve("state"),
                "--trust",
                trust,
                "--allow-folders");
        daemon.await(until);
        return daemon;
    }

    /** What the client says, line by line. */
    private List<String> client(String store, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "python3",
                CLIENT,
                folder.resolve(store + ".json").toString(),
                "http://" + listen + "/",
                "acme",
                "press"));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertThat(status).as(said).isEqualTo(said.endsWith("licensed\n") ? 0 : 4);
        return said.lines().map(String::strip).toList();
    }

    private void plugIn(String name, Path file) throws IOException {
        Path made = Files.createTempDirectory(folder, "stick");
        Files.copy(file, made.resolve(file.getFileName()));
        Files.move(made, media.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private JsonNode license(String product) throws IOException {
        return JSON.readTree(succeed(
                "export",
                "license",
                "--key",
                at("license.pem"),
                "--ledger",
                at("desk.db"),
                "--customer",
                "Example Ltd",
                "--product",
                product,
                "--pool",
                "3",
                "--out",
                folder,
                "--json"));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static String succeed(Object... words) {
        CommandRun run = sgate(words);
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }
}
