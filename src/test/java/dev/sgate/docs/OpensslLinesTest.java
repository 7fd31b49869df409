package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell lines of docs/formats.md do what they say, on files that are made here. */
class OpensslLinesTest {
    private static final Page PAGE = Page.read("docs/formats.md");

    @TempDir
    Path folder;

    /** What a script said and how it ended. */
    private record Run(int status, String out) {}

    @BeforeEach
    void writeTrust() throws IOException {
        Files.write(
                folder.resolve("trust"),
                Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(TestKeys.ROOT_A, TestKeys.ROOT_B)));
    }

    private Run run(String label, NamedKey key) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", PAGE.samples(label).get(0));
        shell.directory(folder.toFile()).redirectErrorStream(true);
        shell.environment().put("FILE", "file");
        shell.environment().put("TRUST", "trust");
        shell.environment().put("KEYID", key.kid().value());
        Process process = shell.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), out);
    }

    private byte[] license(NamedKey... keys) throws IOException {
        byte[] file = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(keys));
        Files.write(folder.resolve("file"), file);
        return file;
    }

    @Test
    void aGoodSignatureOfEitherKindHolds() throws Exception {
        license(TestKeys.LICENSE_A, TestKeys.LICENSE_RSA);

        assertThat(run("sh openssl", TestKeys.LICENSE_A)).satisfies(run -> {
            assertThat(run.out()).contains("Verified Successfully");
            assertThat(run.status()).isZero();
        });
        assertThat(run("sh openssl", TestKeys.LICENSE_RSA)).satisfies(run -> {
            assertThat(run.out()).contains("Verified OK");
            assertThat(run.status()).isZero();
        });
    }

    @Test
    void aChangedPayloadDoesNotHold() throws Exception {
        String file = new String(license(TestKeys.LICENSE_A), StandardCharsets.UTF_8);
        String changed = file.replaceFirst("(\"payload\":\"[^\"]{200})[A-Z]", "$1q");
        assertThat(changed).hasSameSizeAs(file).isNotEqualTo(file);
        Files.writeString(folder.resolve("file"), changed);

        Run run = run("sh openssl", TestKeys.LICENSE_A);

        assertThat(run.status()).isNotZero();
        assertThat(run.out()).doesNotContain("Verified Successfully");
    }

    @Test
    void aKeyThatDidNotSignIsSeen() throws Exception {
        license(TestKeys.LICENSE_A);

        assertThat(run("sh openssl", TestKeys.LICENSE_B).status()).isNotZero();
        assertThat(run("sh openssl", TestKeys.STRANGER).status()).isNotZero();
    }

    @Test
    void whatIsBehindTheEnvelopeIsHashed() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(TestKeys.UPDATE_A)));
        file.writeBytes(Samples.attachment());
        Files.write(folder.resolve("file"), file.toByteArray());

        Run run = run("sh attachment", TestKeys.UPDATE_A);

        assertThat(run.out()).startsWith(Sha256.of(Samples.attachment()).hex() + " ");
    }
}
