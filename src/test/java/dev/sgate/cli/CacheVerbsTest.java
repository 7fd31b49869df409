package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static dev.sgate.cli.Desk.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate export license-cache} and {@code sgate check --cache}. */
class CacheVerbsTest {
    private static final String KEY = "CODITECT-PRO-1b4e28ba-2fa1-11d2-883f-0016d3cca427";

    @TempDir
    Path folder;

    private Path trust = Path.of("");
    private Path rsa = Path.of("");

    @BeforeEach
    void writeKeys() throws IOException {
        trust = Files.write(
                folder.resolve("trust.sgtrust"),
                Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(TestKeys.ROOT_A, TestKeys.ROOT_B)));
        rsa = Desk.pem(folder, TestKeys.LICENSE_RSA);
    }

    private Object[] export(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "export",
                "license-cache",
                "--key",
                rsa,
                "--email",
                "ann@example.com",
                "--email-consent",
                "--hardware-id",
                Samples.digest("a laptop"),
                "--out",
                cache()));
        words.addAll(List.of(more));
        return words.toArray();
    }

    private Path cache() {
        return folder.resolve("home/.coditect/.license-cache");
    }

    private CommandRun check(Object... more) {
        List<Object> words = new ArrayList<>(List.of("check", "--cache", cache(), "--trust", trust));
        words.addAll(List.of(more));
        return sgate(words.toArray());
    }

    /** C36, C66, C73, C74: written into a folder that is made, for its owner alone, and valid for the tier's hours. */
    @Test
    void whatIsExportedIsValid() throws IOException {
        JsonNode made = succeed(export("--license-key", KEY, "--feature", "all_agents,all_commands", "--json"));
        CommandRun run = check("--json");
        JsonNode answer = Desk.json(run.out());

        assertThat(made.path("bytes").asInt()).isLessThan(3_000);
        assertThat(Files.getPosixFilePermissions(cache())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run.status()).isZero();
        assertThat(answer.path("state").asText()).isEqualTo("valid");
        assertThat(answer.path("hoursRemaining").asInt()).isBetween(71, 72);
        assertThat(answer.path("features")).hasSize(2);
        assertThat(run.out()).doesNotContain(KEY);
        assertThat(check().out()).startsWith("valid: License valid (offline mode, ");
    }

    @Test
    void aWarningIsSaidInItsWords() {
        succeed(export("--license-key", KEY, "--tier", "free"));

        JsonNode answer =
                Desk.json(check("--json", "--at", Payloads.time(Instant.now().plusSeconds(19 * 3600)))
                        .out());

        assertThat(answer.path("warning").asText()).isEqualTo("urgent");
        assertThat(answer.path("warningText").asText()).startsWith("URGENT");
    }

    @Test
    void theKeyMayComeFromAFileOrStandardInput() throws IOException {
        Path typed = Files.writeString(folder.resolve("typed"), KEY + "\n");
        succeed(export("--license-key-file", typed));
        String first = licenseKeyIn();
        Files.delete(cache());

        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((KEY + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            succeed(export("--license-key-file", "-"));
        } finally {
            System.setIn(before);
        }

        assertThat(List.of(first, licenseKeyIn())).containsOnly(KEY);
    }

    private String licenseKeyIn() throws IOException {
        return Desk.json(Files.readString(cache()))
                .path("payload")
                .path("license_key")
                .asText();
    }

    /** C65, C70, C71, C72, C74 */
    @Test
    void whatIsWrongIsSaidInTheSourcesWords() throws IOException {
        assertThat(check().status()).isEqualTo(4);
        assertThat(check("--seed-exit-codes").status()).isEqualTo(1);
        assertThat(check().out()).contains("License cache cannot be used: unlicensed");

        succeed(export("--license-key", KEY));
        assertThat(check("--seed-exit-codes").status()).isZero();
        assertThat(check("--at", "2999-01-01").out()).contains("License subscription expired");
        assertThat(check("--at", Payloads.time(Instant.now().plusSeconds(80 * 3600)))
                        .out())
                .contains("Offline grace period expired - internet connection required");

        Files.writeString(cache(), Files.readString(cache()).replace("\"pro\"", "\"team\""));
        assertThat(check().out()).contains("License signature invalid (tampered)");
        assertThat(check("--seed-exit-codes").status()).isEqualTo(1);
    }

    @Test
    void whatNoReaderWouldTakeIsNotMade() throws IOException {
        String many =
                String.join(",", java.util.Collections.nCopies(40, "a-feature-with-a-name-of-usual-length-and-more"));
        rsa = Desk.pem(folder, TestKeys.LICENSE_A);
        assertThat(sgate(export("--license-key", KEY)).err()).contains("RSA key of 4096 bits");
        rsa = folder.resolve("license-rsa.pem");
        assertThat(sgate(export("--license-key", KEY, "--tier", "gold")).err()).contains("gold");
        assertThat(sgate(export("--license-key", " - ")).err()).contains("empty");
        assertThat(sgate(export("--license-key", KEY, "--feature", "a|b")).err())
                .contains("a|b");
        assertThat(sgate(export("--license-key", KEY, "--feature", many)).err()).contains("fewer features");
        assertThat(sgate(export("--license-key", KEY, "--valid-until", "2020-01-01"))
                        .err())
                .contains("ended");
        assertThat(sgate(export("--license-key", KEY, "--hardware-id", "x")).status())
                .isEqualTo(2);
        assertThat(sgate(export()).status()).isEqualTo(2);
        assertThat(cache()).doesNotExist();
    }
}
