package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.cache.CacheOrder;
import dev.sgate.license.cache.CacheTerms;
import dev.sgate.license.cache.LicenseCache;
import dev.sgate.license.lease.LeaseFiles;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell lines of docs/leases.md, exactly as they stand there, with openssl and no code of ours. */
class LeaseLinesIT {
    private static final Page PAGE = Page.read("docs/leases.md");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    private String product = "lantern";

    /** What a script said and how it ended. */
    private record Run(int status, String out) {}

    @BeforeEach
    void writeVendorAndMachine() throws IOException {
        vendor(TestKeys.LICENSE_A);
        Files.writeString(folder.resolve("machine-id"), LeaseFiles.MACHINE_ID + "\n");
    }

    private void vendor(NamedKey key) throws IOException {
        String der =
                Base64.getMimeEncoder().encodeToString(key.key().publicKey().spki());
        Files.writeString(
                folder.resolve("vendor.pem"), "-----BEGIN PUBLIC KEY-----\n" + der + "\n-----END PUBLIC KEY-----\n");
    }

    private Run run(String label) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", PAGE.samples(label).get(0));
        shell.directory(folder.toFile()).redirectErrorStream(true);
        shell.environment().put("LEASE", "lease.json");
        shell.environment().put("CACHE", "cache.json");
        shell.environment().put("VENDOR", "vendor.pem");
        shell.environment().put("PRODUCT", product);
        shell.environment().put("MACHINE_ID", "machine-id");
        Process process = shell.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), out);
    }

    private Run lease(byte[] file) throws IOException, InterruptedException {
        Files.write(folder.resolve("lease.json"), file);
        return run("sh lease");
    }

    private void assertRefused(byte[] file, String why) throws IOException, InterruptedException {
        Run run = lease(file);
        assertThat(run.out()).contains("refused: " + why).doesNotContain("licensed");
        assertThat(run.status()).isEqualTo(4);
    }

    private byte[] good() {
        return LeaseFiles.current(now, Samples.AS_IT_IS);
    }

    private byte[] tampered(Consumer<ObjectNode> change) {
        return LeaseFiles.changed(good(), change);
    }

    @Test
    void aGoodLeaseFileIsLicensed() throws Exception {
        assertThat(lease(good())).isEqualTo(new Run(0, "licensed\n"));
    }

    @Test
    void aTamperedOneIsRefused() throws Exception {
        assertRefused(
                tampered(file -> file.withObject("/lease").put("expiresAt", now.getEpochSecond() + 9_000_000)),
                "the lease is not signed");
        assertRefused(tampered(file -> file.withArray("/lease/entitlements").add("gold")), "the lease is not signed");
        assertRefused(tampered(file -> file.withObject("/leaseKey").put("payload", "e30=")), "not the appliance's");
        String other = Base64.getEncoder()
                .encodeToString(TestKeys.device("another").key().publicKey().spki());
        assertRefused(tampered(file -> file.put("deviceKey", other)), "not the appliance's");
        assertRefused(tampered(file -> file.put("bundle", "e30=")), "not the vendor's");
        assertRefused("{".getBytes(StandardCharsets.UTF_8), "");
    }

    @Test
    void anotherVendorMachineOrProductIsRefused() throws Exception {
        product = "beacon";
        assertRefused(good(), "not for this machine, or over");
        product = "lantern";
        Files.writeString(folder.resolve("machine-id"), "ffffffffffffffffffffffffffffffff\n");
        assertRefused(good(), "not for this machine, or over");
        vendor(TestKeys.LICENSE_B);
        assertRefused(good(), "not the vendor's");
    }

    @Test
    void anOldOneIsOver() throws Exception {
        byte[] old = LeaseFiles.current(now.minus(Duration.ofDays(3)), Samples.AS_IT_IS); // team: 48 hours
        assertRefused(old, "not for this machine, or over");
        byte[] offline = LeaseFiles.current(
                now.minusSeconds(60), license -> license.put("policy", Samples.members("maxOfflineDays", 0)));
        assertRefused(offline, "not for this machine, or over");
        byte[] ahead = LeaseFiles.current(now.plus(Duration.ofHours(3)), Samples.AS_IT_IS);
        assertRefused(ahead, "not for this machine, or over");
    }

    /** C61: the signature of a license cache holds for openssl over what jq writes. */
    @Test
    void theCachesSignatureHoldsForOpenssl() throws Exception {
        vendor(TestKeys.LICENSE_RSA);
        CacheOrder order = new CacheOrder(
                new LicenseKey("CODITECT-PRO-1b4e28ba/\u00fc\"\\"),
                "pro",
                List.of("all_agents", "all_commands"),
                "j\u00fcrgen@example.com",
                new Sha256(Samples.digest("a laptop")),
                now.plus(Duration.ofDays(30)));
        byte[] cache = LicenseCache.sign(CacheTerms.acquired(order, now, UUID.randomUUID()), TestKeys.LICENSE_RSA);
        Files.write(folder.resolve("cache.json"), cache);

        assertThat(run("sh cache")).isEqualTo(new Run(0, "Verified OK\n"));

        Files.writeString(
                folder.resolve("cache.json"),
                new String(cache, StandardCharsets.UTF_8).replace("\"pro\"", "\"enterprise\""));
        assertThat(run("sh cache")).satisfies(run -> {
            assertThat(run.status()).isNotZero();
            assertThat(run.out()).doesNotContain("OK");
        });
    }
}
