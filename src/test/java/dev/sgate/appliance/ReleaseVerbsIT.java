package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What site IT does with releases, against a daemon of its own process and an application that really runs. */
class ReleaseVerbsIT extends ApplianceUnderTest {
    @Test
    void aPersonGoesBackAndForgives() throws Exception {
        Path second = update("2.0.0", RUNS_ON + "# 2\n", "--health-alive", 1);
        try (DaemonProcess daemon = start()) {
            install("one", licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 1)));
            assertThat(site.ask("rollback", "--yes").err()).contains("there is no earlier release");
            install("two", second);
            assertThat(site.ask("releases").out())
                    .containsPattern("lantern +2.0.0 +runs +yes")
                    .containsPattern("lantern +1.0.0 +previous +yes");

            CommandRun preview = site.ask("rollback", "--json");
            assertThat(preview.out()).contains("\"done\":false", "\"to\":\"1.0.0\"");
            assertThat(status().at("/applications/0/version").asText()).isEqualTo("2.0.0");

            CommandRun back = site.ask("rollback", "lantern", "--yes");
            assertThat(back.status()).as(back.err()).isZero();
            assertThat(back.err()).contains("this goes back: lantern 1.0.0", "is quarantined", "no minimumVersion");
            awaitVersion("1.0.0");
            assertThat(events()).contains("update-rolled-back");

            install("again", second);
            assertThat(daemon.log()).contains("code=quarantined");
            String digest = status().at("/takenBack/0/sha256").asText();
            CommandRun forgiven = site.ask("releases", "forgive", digest.substring(0, 8), "--yes");
            assertThat(forgiven.status()).as(forgiven.err()).isZero();
            install("last", second);
            awaitVersion("2.0.0");
            assertThat(site.ask("releases", "forgive", digest, "--yes").status())
                    .isEqualTo(2);
        }
    }

    @Test
    void anApplicationThatIsKilledIsStartedAgain() throws Exception {
        try (DaemonProcess daemon = start()) {
            install("one", licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 1)));
            long pid = status().at("/applications/0/pid").asLong();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            daemon.await("an application ended by itself");
            daemon.await("an application was started again");
            awaitVersion("1.0.0");
            assertThat(status().at("/applications/0/pid").asLong()).isNotEqualTo(pid);
        }
    }

    /** The stick may be long gone when a person says yes. */
    @Test
    void anUpdateWaitsForAPersonThroughAKillOfTheAppliance() throws Exception {
        site.set("install.when = confirm");
        try (DaemonProcess daemon = start()) {
            Path stick = plugIn("one", licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 1)));
            awaitRelease("one");
            assertThat(receipt(stick)).contains("\"result\":\"waiting\"");
            assertThat(daemon.log()).contains("release is checked and waits for a person");
            daemon.kill();
        }
        unplug("one");
        try (DaemonProcess daemon = start()) {
            assertThat(status().at("/waitingUpdates/0/version").asText()).isEqualTo("1.0.0");
            assertThat(status().at("/applications").isEmpty()).isTrue();

            CommandRun install = site.ask("install", "--yes");
            assertThat(install.status()).as(install.err()).isZero();
            daemon.await("release installed and healthy");
            awaitVersion("1.0.0");
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(status().at("/waitingUpdates").isEmpty()).isTrue());
            assertThat(list(state.resolve("staging"))).isEmpty();
            assertThat(site.ask("install", "--yes").err()).contains("no update waits");
        }
    }

    private void install(String stick, Path file) throws IOException {
        plugIn(stick, file);
        awaitRelease(stick);
    }

    private void awaitVersion(String version) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(status().at("/applications/0/version").asText()).isEqualTo(version);
            assertThat(status().at("/applications/0/running").asBoolean()).isTrue();
            Path current = state.resolve("apps/lantern/current");
            assertThat(Files.readSymbolicLink(current).toString()).startsWith("releases/" + version + "-");
        });
    }
}
