package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The whole appliance on a database that is gone, cut off, an older copy, or without its log (THREATS M20). */
class DamagedStateIT extends ApplianceUnderTest {
    private static final String QUICK = "--health-alive";

    private Path older = Path.of("");
    private Path newer = Path.of("");
    private long pid;

    /** What is done to a state that nobody uses. */
    private interface Damage {
        void inflict() throws IOException;
    }

    @Test
    void noDamageBringsAnOldProgramBackOrStopsTheNewOne() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (DaemonProcess daemon = start()) {
            older = update("1.5.0", RUNS_ON + "# 1.5\n", QUICK, 1);
            plugIn("first", licenseWith(update("1.0.0", RUNS_ON, QUICK, 1)));
            daemon.await("safe to unplug");
            daemon.terminate();
        }
        Files.copy(database(), copy);
        newer = update("2.0.0", RUNS_ON + "# 2\n", QUICK, 1);
        try (DaemonProcess daemon = start()) {
            plugIn("second", newer);
            awaitRelease("second");
            pid = status().at("/applications/0/pid").asLong();
            daemon.kill();
        }
        assertThat(database().resolveSibling("sgate.db-wal")).isNotEmptyFile();

        assertNothingIsLost(
                "log", "is an older copy", () -> Files.delete(database().resolveSibling("sgate.db-wal")));
        assertNothingIsLost("gone", "a new one was made", () -> Files.delete(database()));
        assertNothingIsLost("cut", "a new one was made", this::cutInHalf);
        assertNothingIsLost(
                "copy", "is an older copy", () -> Files.copy(copy, database(), StandardCopyOption.REPLACE_EXISTING));

        try (DaemonProcess daemon = start()) {
            plugIn("third", update("3.0.0", RUNS_ON + "# 3\n", QUICK, 1));
            daemon.await("volume=third");
            awaitRelease("third");
            assertThat(status().at("/applications/0/version").asText()).isEqualTo("3.0.0");
        }
    }

    /** Nothing of the database is left but its beginning; the previous release stays launchable. */
    @Test
    void thereIsAWayBackFromADatabaseThatWasMadeAnew() throws Exception {
        try (DaemonProcess daemon = start()) {
            plugIn("first", licenseWith(update("1.0.0", RUNS_ON, QUICK, 1)));
            awaitRelease("first");
            plugIn("second", update("2.0.0", RUNS_ON + "# 2\n", QUICK, 1));
            awaitRelease("second");
            daemon.terminate();
        }
        cutInHalf();
        try (DaemonProcess daemon = start()) {
            daemon.await("a new one was made");
            assertThat(status().at("/applications/0/version").asText()).isEqualTo("2.0.0");
            CommandRun back = site.ask("rollback", "--yes");
            assertThat(back.status()).as(back.err()).isZero();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    status().at("/applications/0/version").asText())
                            .isEqualTo("1.0.0"));
            daemon.terminate();
        }
    }

    /** It failed here, and the stick that brought it stays in. */
    @Test
    void aBadReleaseIsNotTriedAgain() throws Exception {
        Path bad = update("2.0.0", "#!/bin/sh\nexit 1\n", QUICK, 1);
        try (DaemonProcess daemon = start()) {
            plugIn("first", licenseWith(update("1.0.0", RUNS_ON, QUICK, 1)));
            awaitRelease("first");
            plugIn("second", bad);
            awaitRelease("second");
            assertThat(events()).contains("update-rolled-back");
            daemon.terminate();
        }
        Files.delete(database());
        try (DaemonProcess daemon = start()) {
            daemon.await("a new one was made");
            Path again = plugIn("again", bad);
            awaitRelease("again");
            assertThat(receipt(again)).contains("\"quarantined\"");
            assertThat(events()).doesNotContain("update-rolled-back");
            assertThat(status().at("/applications/0/version").asText()).isEqualTo("1.0.0");

            String digest = site.ask("releases")
                    .out()
                    .replaceAll("(?s).*quarantined: lantern 2.0.0, digest ([0-9a-f]{64}).*", "$1");
            CommandRun forgiven = site.ask("releases", "forgive", digest, "--yes");
            assertThat(forgiven.status()).as(forgiven.err()).isZero();
            daemon.terminate();
        }
        Files.delete(database());
        try (DaemonProcess daemon = start()) {
            daemon.await("a new one was made");
            assertThat(site.ask("releases").out()).contains("lantern").doesNotContain("quarantined");
        }
    }

    /** Its bytes are in our own staging folder: the stick may be far away. A person is asked again. */
    @Test
    void anUpdateThatWaitsIsNotLost() throws Exception {
        site.set("install.when = confirm");
        try (DaemonProcess daemon = start()) {
            plugIn("first", licenseWith(update("1.0.0", RUNS_ON, QUICK, 1)));
            awaitRelease("first");
            daemon.terminate();
        }
        unplug("first");
        Files.delete(database());
        try (DaemonProcess daemon = start()) {
            daemon.await("a new one was made");
            assertThat(status().at("/waitingUpdates/0/version").asText()).isEqualTo("1.0.0");
            CommandRun install = site.ask("install", "--yes");
            assertThat(install.status()).as(install.err()).isZero();
            daemon.await("release installed and healthy");
        }
    }

    private Path database() {
        return state.resolve("sgate.db");
    }

    private void cutInHalf() throws IOException {
        try (FileChannel file = FileChannel.open(database(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
    }

    /** It says so, the program goes on untouched, the older one is refused, and the license is in force. */
    private void assertNothingIsLost(String name, String says, Damage damage) throws Exception {
        Path mark = state.resolve("mark");
        String markBefore = Files.readString(mark).lines().findFirst().orElseThrow();
        damage.inflict();
        try (DaemonProcess daemon = start()) {
            daemon.await(says);
            assertThat(status().at("/applications/0/version").asText()).isEqualTo("2.0.0");
            assertThat(status().at("/applications/0/pid").asLong())
                    .as("untouched")
                    .isEqualTo(pid);
            assertThat(status().at("/licenses/0/product").asText()).isEqualTo("lantern");
            Path stick = plugIn("old-" + name, older);
            awaitRelease("old-" + name);
            assertThat(names(stick)).as(daemon.log()).anyMatch(file -> file.endsWith(".json"));
            assertThat(receipt(stick)).contains("\"downgrade\"");
            Path same = plugIn("same-" + name, newer);
            awaitRelease("same-" + name);
            assertThat(receipt(same)).contains("already-applied");
            assertThat(status().at("/applications/0/pid").asLong()).isEqualTo(pid);
            assertThat(Files.readString(mark).lines().findFirst().orElseThrow()).isGreaterThanOrEqualTo(markBefore);
            daemon.terminate();
        }
    }
}
