package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.cli.CommandRun;
import dev.sgate.host.DeviceKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole appliance as a process, with plain folders for sticks: it licenses, installs, takes up and brings a journal back. */
class ApplianceIT extends ApplianceUnderTest {
    private static final String CRASHES = "#!/bin/sh\nexit 3\n";

    @Test
    void aStickLicensesInstallsAndBringsAJournalBack() throws Exception {
        Path license = licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 1));
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
        awaitRelease("again");
        assertThat(daemon.log()).contains("nothing new");
        assertThat(events().subList((int) before, events().size())).containsOnly("journal-exported");
    }

    private void tampered(DaemonProcess daemon, Path license) throws IOException {
        JsonNode before = timeless(status());
        byte[] bytes = Files.readAllBytes(license);
        bytes[40] ^= 1;
        Path stick = plugIn("tampered", Files.write(folder.resolve("tampered.sglic"), bytes));
        awaitRelease("tampered");
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
        awaitRelease("crashing");
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInstallThatIsCutOffIsTakenUpAgain(boolean killed) throws Exception {
        // longer than the appliance takes to stop in order
        Path license = licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 8));
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

    /** Before the application that came along is started: it finds the file at its first start. */
    @Test
    void aLicenseThatNamesThisApplianceBringsItsLeaseFile() throws Exception {
        try (DaemonProcess daemon = start()) {
            Path license = license("--appliance", deviceKeyId());
            plugIn("named", license);
            daemon.await("safe to unplug");

            Path lease = state.resolve("leases/lantern.lease");
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
}
