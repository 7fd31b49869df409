package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalKeyFileTest {
    @TempDir
    Path state;

    private PersonalKeyFile key() {
        return new PersonalKeyFile(state);
    }

    private Path file() {
        return state.resolve("keys/personal.key");
    }

    @Test
    void isMadeOnceForNobodyElse() throws IOException {
        byte[] first = key().find().orElseThrow();
        assertThat(first).hasSize(32);
        assertThat(key().find().orElseThrow()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    /** A second name for the file shows what became of the bytes of the old one. */
    @Test
    void theOldOneIsOverwrittenWhereItLay() throws IOException {
        byte[] first = key().find().orElseThrow();
        Path kept = Files.createLink(state.resolve("kept"), file());

        key().replace();

        assertThat(Files.readAllBytes(kept)).isEqualTo(new byte[32]);
        assertThat(key().find().orElseThrow()).hasSize(32).isNotEqualTo(first).isNotEqualTo(new byte[32]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(state.resolve("keys").toFile().list()).containsExactly("personal.key");
    }

    @Test
    void oneThatIsDamagedOrOpenToOthersIsNotUsedAndCanBeReplaced() throws IOException {
        key().find();
        Files.write(file(), new byte[31]);
        assertThat(key().find()).isEmpty();
        key().replace();
        assertThat(key().find()).isPresent();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(key().find()).isEmpty();
        assertThat(Files.size(file())).as("is left as it is").isEqualTo(32);
    }
}
