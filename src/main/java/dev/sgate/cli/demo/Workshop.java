package dev.sgate.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The vendor's side of the demo: keys, trust document, application builds, and what is minted from them. */
final class Workshop {
    static final String PRODUCT = "kiosk";
    private static final long APPLICATION_MIN_BYTES = 20_000_000;

    private final Desk desk;
    private final Path folder;
    private final int port;
    private String licenseId = "";

    Workshop(Desk desk, Path folder) throws IOException {
        this.desk = desk;
        this.folder = Files.createDirectories(folder);
        this.port = freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the application answers once it runs. */
    String healthUrl() {
        return "http://127.0.0.1:" + port + "/health";
    }

    Path trust() {
        return folder.resolve("vendor.sgtrust");
    }

    Path ledger() {
        return folder.resolve("desk.db");
    }

    /** Separate keys for each role, and the trust document that names them. */
    void makeKeys() throws StepFailed {
        for (String role : List.of("root", "license", "update")) {
            desk.run("keygen", "--role", role, "--id", "demo-" + role, "--out", folder);
        }
        desk.run(
                "trust",
                "init",
                "--root",
                key("root", ".pub"),
                "--license",
                key("license", ".pub"),
                "--update",
                key("update", ".pub"),
                "--sign",
                key("root", ".pem"),
                "--out",
                trust());
    }

    private Path key(String role, String ending) {
        return folder.resolve("demo-" + role + ending);
    }

    /** Builds the application, and an update from it. */
    Path update(String version, boolean crash) throws IOException, StepFailed {
        Path binary = folder.resolve(PRODUCT);
        DemoBinary.build(binary, version, port, crash);
        StepFailed.unless(
                Files.size(binary) >= APPLICATION_MIN_BYTES,
                "the application has only " + Files.size(binary) + " bytes");
        Path update = folder.resolve(PRODUCT + "-" + version + ".sgupd");
        desk.run(
                "export",
                "update",
                "--key",
                key("update", ".pem"),
                "--product",
                PRODUCT,
                "--app",
                binary,
                "--app-version",
                version,
                "--platform",
                "any",
                "--health-url",
                healthUrl(),
                "--health-timeout",
                "20",
                "--out",
                update);
        Files.delete(binary);
        return update;
    }

    /** Mints the first bundle of the demo's license, with an update inside it. */
    Path firstLicense(Path update, boolean wrongKey) throws IOException, StepFailed {
        if (wrongKey) {
            desk.run("keygen", "--role", "license", "--id", "demo-stranger", "--out", folder);
        }
        return mint(
                key(wrongKey ? "stranger" : "license", ".pem"),
                "--customer",
                "Example Ltd",
                "--product",
                PRODUCT,
                "--update",
                update,
                "--trust",
                trust());
    }

    /** Mints the next bundle of the same license. */
    Path nextLicense() throws IOException, StepFailed {
        return mint(key("license", ".pem"), "--license", licenseId);
    }

    private Path mint(Path key, Object... more) throws IOException, StepFailed {
        Path out = Files.createTempDirectory(folder, "license");
        List<Object> words = new ArrayList<>(List.of(
                "export", "license", "--key", key, "--ledger", ledger(), "--pool", "3", "--out", out, "--json"));
        words.addAll(List.of(more));
        licenseId = desk.run(words.toArray()).json().path("licenseId").asText();
        return DemoStick.find(out, "license-", ".sglic");
    }

    /** Fails unless a file verifies against the trust document. */
    void requireVerifies(Path file) throws IOException, StepFailed {
        JsonNode verdict =
                desk.ask("verify", file, "--trust", trust(), "--json").json();
        StepFailed.unless(
                "accepted".equals(verdict.path("outcome").asText()),
                file.getFileName() + " does not verify: " + verdict.path("code").asText() + " "
                        + verdict.path("evidence"));
    }
}
