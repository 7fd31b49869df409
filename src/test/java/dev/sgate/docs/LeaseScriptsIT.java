package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.LicensedSite;
import dev.sgate.cli.CommandRun;
import dev.sgate.cli.Main;
import dev.sgate.docs.ExampleScripts.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts against the appliance itself: a process, with licenses that came on sticks. */
class LeaseScriptsIT extends LeaseScriptsContract {
    private static final String KEY = "LANT-0000-0001";

    @TempDir
    static Path home;

    private static LicensedSite appliance;
    private static String wide;
    private static String narrow;

    private final Reach site = new Reach();

    /** What of the appliance this device sees. */
    private static final class Reach implements ScriptSite {
        private boolean gone;
        private boolean taken;

        @Override
        public String url() {
            // port 9 is "discard": nobody listens there
            return gone ? "http://127.0.0.1:9/site" : appliance.url();
        }

        @Override
        public String product() {
            return taken ? "narrow" : "lantern";
        }

        @Override
        public String licenseKey() {
            return taken ? narrow : wide;
        }

        @Override
        public void isOutOfReach(boolean isGone) {
            gone = isGone;
        }

        /** The appliance itself has the only one. */
        @Override
        public void seatIsTaken() {
            taken = true;
        }
    }

    @BeforeAll
    static void aSite() throws IOException {
        appliance = LicensedSite.withCacheKey(home);
        appliance.start();
        wide = appliance.bringLicense("lantern", 40, "--entitlement", "reports", "--entitlement", "base");
        narrow = appliance.bringLicense("narrow", 1);
    }

    @AfterAll
    static void close() {
        appliance.close();
    }

    @Override
    ScriptSite site() {
        return site;
    }

    /** {@code sgate} on the path of the device, as this build has it. */
    @BeforeEach
    void sgateOnThePath() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        String java = ProcessHandle.current().info().command().orElseThrow();
        Path sgate = Files.writeString(
                bin.resolve("sgate"),
                "#!/bin/sh\nexec '" + java + "' -Dsgate.home='" + Path.of("").toAbsolutePath() + "' -cp '" + classPath()
                        + "' " + Main.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(sgate, PosixFilePermissions.fromString("rwxr-xr-x"));
        scripts().set("PATH", bin + ":" + System.getenv("PATH"));
        scripts().set("SGATE_TRUST", appliance.trust().toString());
    }

    /** Absolute, for the scripts run elsewhere. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** C2 with the clock of the day: the appliance is switched off and on again while the program runs. */
    @Test
    void theApplianceGoesAndComesBack() throws Exception {
        Process flight = scripts().fly();
        try {
            awaitFile(scripts().kept("renew.pid"));
            appliance.stop();
            FileTime before = Files.getLastModifiedTime(scripts().lease());
            Run again = scripts().run("start.sh", "true");
            assertThat(again.status()).as(again.err()).isZero();
            assertThat(again.err()).contains("licensed by the lease that was cached");
            flight.destroyForcibly().waitFor();
            flight = scripts().fly();
            appliance.start();
            Awaitility.await("renewed on landing")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> isNewer(scripts().lease(), before));
            assertThat(flight.isAlive()).isTrue();
        } finally {
            flight.destroyForcibly();
        }
    }

    /** C65 to C77: with a license cache no seat and no appliance is needed. */
    @Test
    void aLicenseCacheIsEnough() throws Exception {
        Path cache = scripts().kept("license-cache");
        Files.createDirectories(cache.getParent());
        mintCache(cache);
        isOutOfReach(true);
        Run run = scripts().start();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("flying\n");
        assertThat(run.err()).contains("licensed by the license cache: valid");
        assertThat(scripts().lease()).doesNotExist();
        assertThat(scripts().stop().status()).isZero();
        assertThat(cache).as("C82").exists();
        assertThat(scripts().start().status()).isZero();
    }

    /** C78. */
    @Test
    void aTamperedLicenseCacheIsSaidAndTheApplianceIsAsked() throws Exception {
        Path cache = scripts().kept("license-cache");
        Files.createDirectories(cache.getParent());
        mintCache(cache);
        Files.writeString(cache, Files.readString(cache).replace("ann@", "bob@"));
        Run run = scripts().start();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "the license cache does not hold: invalid: License signature invalid",
                        "licensed by the appliance");
    }

    private static void mintCache(Path cache) {
        CommandRun.succeed(
                "export",
                "license-cache",
                "--key",
                appliance.cacheKey(),
                "--license-key",
                KEY,
                "--email",
                "ann@example.com",
                "--email-consent",
                "--hardware-id",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "--out",
                cache);
    }
}
