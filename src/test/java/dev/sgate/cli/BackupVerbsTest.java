package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.StateLock;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate backup} and {@code sgate restore}, as site IT types them. */
class BackupVerbsTest {
    @TempDir
    Path folder;

    private Path state;
    private Path config;
    private Path backup;

    @BeforeEach
    void anAppliance() throws IOException {
        state = Files.createDirectory(folder.resolve("state"));
        backup = folder.resolve("backup.zip");
        config = Files.writeString(folder.resolve("sgate.properties"), "state = " + state + "\nmachine-id = machine\n");
        Path database = state.resolve("sgate.db");
        DeviceKeyFile device = DeviceKeyFile.openOrMake(state, "machine", database);
        SqliteLedger.open(database, device.journalKey(), device.applianceId(), new TimeOrderedIds(Clock.systemUTC()))
                .close();
    }

    @Test
    void aBackupGoesOutAndComesBack() {
        CommandRun out = sgate("backup", backup, "--config", config);
        assertThat(out.status()).as(out.err()).isZero();
        assertThat(out.out()).contains("wrote " + backup);
        assertThat(sgate("backup", backup, "--config", config).status())
                .as("never over another")
                .isEqualTo(2);

        CommandRun back = sgate("restore", backup, "--yes", "--config", config);
        assertThat(back.status()).as(back.err()).isZero();
        assertThat(back.out()).contains("restored appliance");
        assertThat(back.err()).contains("the database that was there is " + state.resolve("sgate.db.replaced-"));
    }

    @Test
    void withoutAYesNothingIsChanged() throws IOException {
        sgate("backup", backup, "--config", config);
        byte[] before = Files.readAllBytes(state.resolve("sgate.db"));

        InputStream input = System.in;
        System.setIn(InputStream.nullInputStream());
        CommandRun asked;
        try {
            asked = sgate("restore", backup, "--config", config);
        } finally {
            System.setIn(input);
        }

        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err()).contains("gives no new seat", "nothing was changed");
        assertThat(state.resolve("sgate.db")).hasBinaryContent(before);
    }

    @Test
    void aRunningApplianceIsSaid() throws IOException {
        sgate("backup", backup, "--config", config);
        try (StateLock running = StateLock.take(state).orElseThrow()) {
            assertThat(running).isNotNull();
            CommandRun run = sgate("restore", backup, "--yes", "--config", config);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("stop it first", "nothing was changed");
        }
    }

    @Test
    void whatIsNoBackupIsSaid() throws IOException {
        Files.writeString(backup, "no zip");
        CommandRun run = sgate("restore", backup, "--yes", "--config", config);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is no backup of an appliance");
    }
}
