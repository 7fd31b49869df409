package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What site IT does with seats and keys, against a daemon of its own process; and who may not. */
class SiteVerbsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOBODY = 65534;

    /** One line to the socket, one back; a program of another user, which cannot read our class path. */
    private static final String ASK = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX)
            s.connect(sys.argv[1])
            s.sendall(sys.stdin.buffer.readline())
            sys.stdout.buffer.write(s.makefile('rb').readline())
            """;

    @TempDir
    Path folder;

    @Test
    void aSeatIsTakenBackAndItsDeviceIsToldSo() throws Exception {
        try (LicensedSite site = new LicensedSite(folder)) {
            site.start();
            String key = site.bringLicense("lantern", 2);
            String instance =
                    activate(site, key, "a".repeat(64)).path("instance_id").asText();
            assertThat(instance).isNotEmpty();

            CommandRun preview = site.ask("seats", "release", "aaaaaaaa", "--json");
            assertThat(preview.status()).isZero();
            assertThat(JSON.readTree(preview.out()).path("released").asBoolean())
                    .as("without --yes")
                    .isFalse();
            assertThat(devices(site)).anyMatch(device -> device.startsWith("aaaa"));

            CommandRun released = site.ask("seats", "release", "aaaaaaaa", "--yes");
            assertThat(released.status()).as(released.err()).isZero();
            assertThat(released.out()).contains("aaaaaaaa");
            assertThat(site.events("deactivation"))
                    .singleElement()
                    .asString()
                    .contains("a".repeat(64), "\"why\":\"site\"");
            assertThat(post(site, "validate", Map.of("license_key", key, "instance_id", instance))
                            .statusCode())
                    .as("its instance is over")
                    .isEqualTo(422);
            assertThat(site.ask("seats", "release", "aaaaaaaa", "--yes").err()).contains("no seat is held");
            assertThat(activate(site, key, "b".repeat(64)).path("instance_id").asText())
                    .as("the first of a pool of two is handed over at once")
                    .isNotEmpty();
        }
    }

    private static List<String> devices(LicensedSite site) throws IOException {
        return JSON.readTree(site.ask("seats", "list", "--json").out())
                .path("seats")
                .findValuesAsText("device");
    }

    @Test
    void theLeaseKeyIsListedAndRotatedAndALostOneIsSaid() throws Exception {
        try (LicensedSite site = new LicensedSite(folder)) {
            site.start();
            String first = leaseKeys(site, "list").path("signs").asText();
            assertThat(first).startsWith("sgate-");
            assertThat(site.daemon().log()).as("the first one").doesNotContain("lease key");

            Instant before = Instant.now();
            JsonNode rotated = leaseKeys(site, "rotate", "--yes");
            String second = rotated.path("signs").asText();
            assertThat(second).isNotEqualTo(first);
            assertThat(rotated.at("/retired/0/kid").asText()).isEqualTo(first);
            assertThat(Instant.parse(rotated.at("/retired/0/until").asText()))
                    .isBetween(before.plus(Duration.ofDays(22)), Instant.now().plus(Duration.ofDays(23)));
            assertThat(site.ask("lease-key", "list").out())
                    .contains("signs " + second, "retired " + first + ", its leases verify until 20");

            Files.delete(site.state().resolve("keys/lease.key"));
            JsonNode third = leaseKeys(site, "list");
            site.daemon().await("the lease key " + second + " was lost");
            assertThat(third.path("signs").asText()).isNotIn(first, second);
            assertThat(third.path("retired").findValuesAsText("kid")).containsExactlyInAnyOrder(first, second);
        }
    }

    private static JsonNode leaseKeys(LicensedSite site, String verb, String... more) throws IOException {
        Object[] words = new Object[more.length + 3];
        words[0] = "lease-key";
        words[1] = verb;
        words[2] = "--json";
        System.arraycopy(more, 0, words, 3, more.length);
        CommandRun run = site.ask(words);
        assertThat(run.status()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    @Test
    void anotherUserMayCheckAndNothingElse() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root to become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path socket = folder.resolve("ask.sock");
        try (LicensedSite site = new LicensedSite(folder)) {
            site.set("socket = " + socket);
            site.start();
            site.bringLicense("lantern", 2);
            String device = devices(site).iterator().next();

            for (String what : List.of(
                    "pending",
                    "activate",
                    "seats",
                    "lease-keys",
                    "rotate-lease-key",
                    "erase-personal",
                    "releases",
                    "rollback",
                    "forgive",
                    "install")) {
                assertRefused(askAs(NOBODY, socket, Map.of("ask", what, "json", true)));
            }
            for (String what : List.of("preview-release", "release-seat")) {
                assertRefused(askAs(NOBODY, socket, Map.of("ask", what, "seat", device, "json", true)));
            }
            assertThat(devices(site)).containsExactly(device);
            assertThat(leaseKeys(site, "list").path("retired")).isEmpty();
            assertThat(askAs(NOBODY, socket, Map.of("ask", "check", "json", true))
                            .path("state")
                            .asText())
                    .isEqualTo("valid");
            assertThat(askAs(0, socket, Map.of("ask", "seats", "json", true)).path("seats"))
                    .hasSize(1);
        }
    }

    private static void assertRefused(JsonNode answer) {
        assertThat(answer.path("exitCode").asInt()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.path("message").asText()).isEqualTo("only root may ask for this");
        assertThat(answer).hasSize(2);
    }

    private static JsonNode askAs(int user, Path socket, Map<String, Object> question)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + user,
                        "--regid=" + user,
                        "--clear-groups",
                        "/usr/bin/python3",
                        "-c",
                        ASK,
                        socket.toString())
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.getOutputStream()) {
            out.write(JSON.writeValueAsBytes(question));
            out.write('\n');
        }
        byte[] answer = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return JSON.readTree(answer);
    }

    /** E17: nowhere in clear, and after the erasure nowhere at all; the journal tells that it was done. */
    @Test
    void namesOfDevicesAreSealedAndErasedForGood() throws Exception {
        String name = "anna-schmidt-notebook";
        try (LicensedSite site = new LicensedSite(folder)) {
            site.start();
            String key = site.bringLicense("lantern", 2);
            activate(site, key, "a".repeat(64), name);
            Path secret = site.state().resolve("keys/personal.key");
            byte[] before = Files.readAllBytes(secret);
            assertThat(site.ask("seats", "list").out()).contains(name);
            assertThat(filesThatHold(site.state(), name)).isEmpty();
            assertThat(site.ask("journal").out()).contains("activation").doesNotContain(name);

            CommandRun erased = site.ask("personal", "erase", "--yes");

            assertThat(erased.status()).as(erased.err()).isZero();
            assertThat(erased.out()).contains("erased");
            assertThat(site.ask("seats", "list").out()).contains("aaaaaaaaaaaa").doesNotContain(name);
            assertThat(filesThatHold(site.state(), name)).isEmpty();
            assertThat(Files.readAllBytes(secret)).hasSize(32).isNotEqualTo(before);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(site.events("warning")).anyMatch(event -> event.contains("\"kind\":\"names-erased\""));

            activate(site, key, "a".repeat(64), "desk 4");
            assertThat(site.ask("seats", "list").out()).doesNotContain(name);
        }
    }

    private static List<Path> filesThatHold(Path state, String text) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).extracting(file -> file.getFileName().toString()).contains("sgate.db", "sgate.db-wal");
            List<Path> holding = new ArrayList<>();
            for (Path file : all) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    holding.add(file);
                }
            }
            return holding;
        }
    }

    private static JsonNode activate(LicensedSite site, String key, String machine) throws Exception {
        return activate(site, key, machine, "press");
    }

    private static JsonNode activate(LicensedSite site, String key, String machine, String name) throws Exception {
        HttpResponse<String> answer =
                post(site, "activate", Map.of("license_key", key, "machine_hash", machine, "instance_name", name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> post(LicensedSite site, String action, Map<String, String> body)
            throws Exception {
        return site.post("lantern", action, body);
    }
}
