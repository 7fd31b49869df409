package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
