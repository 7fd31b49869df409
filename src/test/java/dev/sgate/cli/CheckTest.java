package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.license.lease.LeaseFiles;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate check --lease}, and what {@code check} says of words that make no sense. */
class CheckTest {
    @TempDir
    Path folder;

    private Path trust = Path.of("");
    private Path lease = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        trust = Files.write(
                folder.resolve("trust.sgtrust"),
                Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(TestKeys.ROOT_A, TestKeys.ROOT_B)));
        lease = Files.write(folder.resolve("lease.json"), LeaseFiles.issuedAt(LeaseFiles.NOW));
    }

    private CommandRun check(Path file, String machineId, String at, Object... more) {
        List<Object> words = new java.util.ArrayList<>(
                List.of("check", "--lease", file, "--trust", trust, "--machine-id", machineId, "--at", at));
        words.addAll(List.of(more));
        return sgate(words.toArray());
    }

    @Test
    void aGoodLeaseFileIsLicensed() {
        CommandRun run = check(lease, LeaseFiles.MACHINE_ID, Samples.NOW, "--json");
        JsonNode answer = Desk.json(run.out());

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(answer.path("state").asText()).isEqualTo("licensed");
        assertThat(answer.path("product").asText()).isEqualTo("lantern");
        assertThat(answer.path("expiresAt").asText()).isEqualTo("2026-02-03T12:00:00Z");
        assertThat(answer.path("lastValidatedOnline").asText()).isEqualTo(Samples.NOW);
        assertThat(answer.has("code")).isFalse();
        assertThat(check(lease, LeaseFiles.MACHINE_ID, Samples.NOW).out())
                .startsWith("licensed\n")
                .contains("base, reports");
    }

    @Test
    void anOldOneIsExpiredAndAForeignOneInvalid() {
        CommandRun old = check(lease, LeaseFiles.MACHINE_ID, "2026-02-03T12:05:01Z", "--json");
        assertThat(old.status()).isEqualTo(4);
        assertThat(Desk.json(old.out()).path("state").asText()).isEqualTo("expired");
        assertThat(Desk.json(old.out()).path("code").asText()).isEqualTo("expired");
        assertThat(Desk.json(old.out()).path("evidence").path("check").asText()).isEqualTo("expiresAt");

        CommandRun foreign = check(lease, "another", Samples.NOW);
        assertThat(foreign.status()).isEqualTo(4);
        assertThat(foreign.out()).startsWith("invalid\n").contains("wrong-appliance");
    }

    @Test
    void noFileAndNoTrustAreInvalid() {
        JsonNode none = Desk.json(
                check(folder.resolve("none"), "x", Samples.NOW, "--json").out());
        assertThat(none.path("code").asText()).isEqualTo("unlicensed");
        CommandRun folderGiven = check(folder, "x", Samples.NOW);
        assertThat(folderGiven.out()).contains("read-error");
        trust = folder.resolve("none");
        assertThat(check(lease, LeaseFiles.MACHINE_ID, Samples.NOW).out()).contains("unknown-key");
    }

    /** Without {@code --machine-id} it is this machine's, which is another than the sample's. */
    @Test
    void theMachineIsThisOne() {
        CommandRun run = sgate("check", "--lease", lease, "--trust", trust, "--at", Samples.NOW);

        assertThat(run.status()).isNotZero();
        assertThat(run.out()).doesNotStartWith("licensed");
    }

    @Test
    void wordsThatMakeNoSenseAreUsage() {
        assertThat(sgate("check", "--lease", lease, "--product", "kiosk").status())
                .isEqualTo(2);
        assertThat(sgate("check", "--lease", lease, "--cache", lease).status()).isEqualTo(2);
        assertThat(sgate("check", "--lease", lease, "--seed-exit-codes").status())
                .isEqualTo(2);
    }
}
