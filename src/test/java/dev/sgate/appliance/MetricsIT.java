package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appliance as a process, with whatever moves each of the series of C103 to C110. */
class MetricsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ERA = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
    private static final List<String> LEASES_RUN_OUT_IN_MINUTES = List.of("1410", "690", "330", "30");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void eachSeriesMoves() throws Exception {
        try (LicensedSite site = new LicensedSite(folder);
                DatagramSocket time = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Thread.ofVirtual().start(() -> tellALateTime(time));
            site.set("time.servers = 127.0.0.1:" + time.getLocalPort());
            site.start();
            assertThat(metrics(site)).as("nothing yet").contains("license_acquired_total{tier=\"none\"} 0");
            String key = site.bringLicense("lantern", 9, "--tier", "pro");
            site.bringLicense("narrow", 1, "--tier", "team");
            assertThat(metrics(site))
                    .contains(
                            "license_acquired_total{tier=\"pro\"} 1\n",
                            "license_acquisition_latency_seconds_count{tier=\"team\"} 1\n");
            List<String> instances = new ArrayList<>();
            for (int i = 0; i < LEASES_RUN_OUT_IN_MINUTES.size(); i++) {
                instances.add(activate(site, key, "silent " + i));
            }
            assertThat(metrics(site)).contains("license_acquired_total{tier=\"pro\"} 5\n");

            site.stop();
            letLeasesRunOut(site, instances);
            site.start();
            assertThat(metrics(site))
                    .as("a restart begins at zero")
                    .contains("license_acquired_total{tier=\"pro\"} 0\n");
            String instance = activate(site, key, "press 1");
            assertThat(post(site, "validate", Map.of("license_key", key, "instance_id", instance))
                            .path("valid")
                            .asBoolean())
                    .isTrue();
            assertThat(check(site, "lantern")).isZero();
            assertThat(check(site, "narrow")).as("tampered").isNotZero();
            assertThat(check(site, "unheard-of")).as("unlicensed").isNotZero();

            Awaitility.await("the warnings")
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            metrics(site).contains("grace_expiration_warnings_total{tier=\"pro\",threshold=\"1h\"} 1"));
            Awaitility.await("the clock")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> metrics(site).contains("clock_skew_detected_total{tier=\"pro\"} 1"));
            String text = metrics(site);
            assertThat(text)
                    .contains(
                            "license_acquired_total{tier=\"pro\"} 1\n",
                            "license_acquisition_latency_seconds_count{tier=\"pro\"} 1\n",
                            "offline_validation_total{tier=\"pro\",result=\"success\"} 2\n",
                            "offline_validation_total{tier=\"none\",result=\"tampered\"} 1\n",
                            "offline_validation_total{tier=\"none\",result=\"expired\"} 1\n",
                            "offline_grace_remaining_hours_count{tier=\"pro\"} 1\n",
                            "grace_expiration_warnings_total{tier=\"pro\",threshold=\"24h\"} 1\n",
                            "grace_expiration_warnings_total{tier=\"pro\",threshold=\"12h\"} 1\n",
                            "grace_expiration_warnings_total{tier=\"pro\",threshold=\"6h\"} 1\n",
                            "clock_skew_seconds_bucket{le=\"900\"} 0\n",
                            "clock_skew_seconds_bucket{le=\"3600\"} ",
                            "clock_skew_seconds_count 1\n")
                    .containsPattern("\nsignature_verification_latency_seconds_count [1-9]");
            Path textfile = site.state().resolve("sgate.prom");
            Awaitility.await("the textfile")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Files.readString(textfile).equals(metrics(site)));
        }
    }

    /** As if the applications had been silent for days; and one bundle is damaged. */
    private static void letLeasesRunOut(LicensedSite site, List<String> instances) throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Connection ledger = DriverManager.getConnection(
                        "jdbc:sqlite:" + site.state().resolve(Machine.LEDGER));
                PreparedStatement age = ledger.prepareStatement(
                        "UPDATE instance SET issued_at = ?, expires_at = ? WHERE instance = ?");
                PreparedStatement damage = ledger.prepareStatement(
                        "UPDATE license SET envelope_line = CAST(replace(CAST(envelope_line AS TEXT), 'a', 'b') AS BLOB) WHERE product = 'narrow'")) {
            for (int i = 0; i < instances.size(); i++) {
                long minutes = Long.parseLong(LEASES_RUN_OUT_IN_MINUTES.get(i));
                age.setString(1, now.minus(Duration.ofDays(2)).toString());
                age.setString(2, now.plus(Duration.ofMinutes(minutes)).toString());
                age.setString(3, instances.get(i));
                assertThat(age.executeUpdate()).isEqualTo(1);
            }
            assertThat(damage.executeUpdate()).isEqualTo(1);
        }
    }

    private static int check(LicensedSite site, String product) {
        return sgate("check", "--product", product, "--state", site.state(), "--trust", site.trust())
                .status();
    }

    private String activate(LicensedSite site, String key, String machine) throws Exception {
        String hash = Sha256.of(machine.getBytes(StandardCharsets.UTF_8)).hex();
        return post(site, "activate", Map.of("license_key", key, "machine_hash", hash))
                .path("instance_id")
                .asText();
    }

    private JsonNode post(LicensedSite site, String action, Map<String, String> body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.url() + "/lantern/" + action))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        String answer = http.send(request, BodyHandlers.ofString()).body();
        return JSON.readTree(answer);
    }

    private String metrics(LicensedSite site) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(site.root() + "/metrics")).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** A time server whose clock is 50 minutes ahead of this machine's. */
    private static void tellALateTime(DatagramSocket server) {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[100], 100);
                server.receive(question);
                long seconds = Instant.now().plus(Duration.ofMinutes(50)).getEpochSecond();
                byte[] answer = ByteBuffer.allocate(48)
                        .put(0, (byte) 0x24)
                        .put(1, (byte) 2)
                        .putLong(24, ByteBuffer.wrap(question.getData()).getLong(40))
                        .putLong(40, (seconds - ERA) << 32)
                        .array();
                server.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
