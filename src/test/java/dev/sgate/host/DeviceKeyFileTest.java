package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceKeyFileTest {
    private static final String MACHINE = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path state;

    private DeviceKeyFile open() throws IOException {
        return DeviceKeyFile.openOrMake(state, MACHINE, state.resolve("sgate.db"));
    }

    private Path keyFile(String name) {
        return state.resolve("keys").resolve(name);
    }

    @Test
    void makesKeysOnceForNobodyElse() throws IOException {
        DeviceKeyFile first = open();
        DeviceKeyFile again = open();

        assertThat(again.key().publicKey().deviceKid())
                .isEqualTo(first.key().publicKey().deviceKid());
        assertThat(again.journalKey()).isEqualTo(first.journalKey()).hasSize(32);
        assertThat(first.fingerprint()).isEqualTo(Fingerprint.ofMachineId(MACHINE + "\n"));
        String kid = first.key().publicKey().deviceKid().value();
        assertThat(first.applianceId().toString().replace("-", "")).isEqualTo(kid.substring(0, 32));
        for (String file : List.of("device.key", "journal.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("keys"))))
                .isEqualTo("rwx------");
        assertThat(state.resolve("keys").toFile().list()).containsExactlyInAnyOrder("device.key", "journal.key");
    }

    @Test
    void aFirstStartThatWasCutShortIsMadeAgain() throws IOException {
        byte[] journalKey = open().journalKey();
        Files.delete(keyFile("device.key"));
        Files.writeString(keyFile("device.key.new"), "half");

        assertThat(open().journalKey()).isEqualTo(journalKey);
        assertThat(keyFile("device.key.new")).doesNotExist();
    }

    /** The power went between a key's name and the end of its first one: a copy of a secret must not stay under it. */
    @Test
    void noSecretStaysUnderASecondName() throws IOException {
        byte[] journalKey = open().journalKey();
        for (String name : List.of("device.key", "journal.key")) {
            Files.createLink(keyFile(name + ".new"), keyFile(name));
        }

        assertThat(open().journalKey()).isEqualTo(journalKey);
        assertThat(state.resolve("keys").toFile().list()).containsExactlyInAnyOrder("device.key", "journal.key");
    }

    /** E.g. after a backup without the keys was restored: a new key would silently make this another appliance. */
    @Test
    void besideALedgerNoKeyIsMade() throws IOException {
        open();
        Files.createFile(state.resolve("sgate.db"));
        Files.delete(keyFile("device.key"));

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("device.key")
                .hasMessageContaining("backup");
        assertThat(keyFile("device.key")).doesNotExist();
    }

    @Test
    void whoOnlyLooksMakesNothing() throws IOException {
        assertThatThrownBy(() -> DeviceKeyFile.open(state, MACHINE)).hasMessageContaining("device.key");
        assertThat(state).isEmptyDirectory();

        DeviceKeyFile made = open();
        assertThat(DeviceKeyFile.open(state, MACHINE).applianceId()).isEqualTo(made.applianceId());
    }

    @Test
    void aDamagedKeyIsNeverReplaced() throws IOException {
        open();
        String good = Files.readString(keyFile("device.key"));
        for (String damaged :
                List.of("", "x", good.replace("MC4C", "MC4D"), good.substring(3), good.replace("\n", "\u00e9"))) {
            Files.writeString(keyFile("device.key"), damaged);
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("device.key");
            assertThat(keyFile("device.key")).hasContent(damaged);
        }
        Files.writeString(keyFile("device.key"), good);
        Files.write(keyFile("journal.key"), new byte[31]);
        assertThatThrownBy(this::open).hasMessageContaining("journal.key");
        Files.delete(keyFile("journal.key"));
        assertThatThrownBy(this::open).hasMessageContaining("journal.key");
        assertThat(keyFile("journal.key")).doesNotExist();
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws IOException {
        open();
        Files.setPosixFilePermissions(keyFile("device.key"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void aMachineWithoutAnIdIsNoAppliance() throws IOException {
        Path id = Files.writeString(state.resolve("machine-id"), MACHINE + "\n");

        assertThat(DeviceKeyFile.readMachineId(id)).isEqualTo(MACHINE);
        assertThatThrownBy(() -> DeviceKeyFile.readMachineId(state.resolve("missing")))
                .hasMessageContaining("pin an id");
        assertThatThrownBy(() -> DeviceKeyFile.openOrMake(state, " \n", state.resolve("sgate.db")))
                .isInstanceOf(IOException.class);
        assertThat(state.resolve("keys")).doesNotExist();
    }
}
