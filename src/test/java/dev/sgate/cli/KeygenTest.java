package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.keys.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeygenTest {
    @TempDir
    Path folder;

    @Test
    void makesOneKeyForEachRole() throws IOException {
        CommandRun run = sgate("keygen", "--role", "root,license,update", "--out", folder.resolve("keys"));

        assertThat(run.status()).isZero();
        assertThat(names(folder.resolve("keys")))
                .hasSize(6)
                .allMatch(name -> name.matches("(root|license|update)-[0-9a-f]{8}\\.(pem|pub)"));
    }

    @Test
    void theSecretIsItsOwnersAloneAndFitsItsPublicHalf() throws IOException {
        sgate("keygen", "--role", "license", "--id", "l1", "--out", folder);
        Path secret = folder.resolve("l1.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        byte[] signature = KeyFile.readSecret(secret).key().sign(text);
        KeyFile.PublicKey open = KeyFile.readPublic(folder.resolve("l1.pub"));
        assertThat(open.kid().value()).isEqualTo("l1");
        assertThat(open.key().verifies(text, signature)).isTrue();
    }

    @Test
    void aRenamedKeyKeepsItsId() throws IOException {
        sgate("keygen", "--role", "license", "--id", "l1", "--out", folder);
        Path renamed = Files.move(folder.resolve("l1.pem"), folder.resolve("other.pem"));

        assertThat(KeyFile.readSecret(renamed).kid().value()).isEqualTo("l1");
    }

    @Test
    void neverReplacesAKey() throws IOException {
        sgate("keygen", "--role", "license", "--id", "l1", "--out", folder);
        byte[] before = Files.readAllBytes(folder.resolve("l1.pem"));

        CommandRun again = sgate("keygen", "--role", "license", "--id", "l1", "--out", folder);

        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        assertThat(Files.readAllBytes(folder.resolve("l1.pem"))).isEqualTo(before);
        assertThat(names(folder)).containsExactly("l1.pem", "l1.pub");
    }

    @Test
    void aSecretThatOthersMayReadIsNotUsed() throws IOException {
        sgate("keygen", "--role", "license", "--id", "l1", "--out", folder);
        Path secret = folder.resolve("l1.pem");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> KeyFile.readSecret(secret))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void makesRsaKeysOfTheOneSizeThatIsAccepted() {
        CommandRun run = sgate("keygen", "--role", "license", "--algorithm", "rsa-4096", "--out", folder, "--json");

        assertThat(run.out()).contains("\"algorithm\":\"rsa-4096\"", "\"role\":\"license\"");
    }

    @Test
    void oneIdIsForOneKey() throws IOException {
        assertThat(sgate("keygen", "--role", "root,license", "--id", "x", "--out", folder)
                        .status())
                .isEqualTo(2);
        assertThat(sgate("keygen", "--role", "root", "--id", "../x", "--out", folder)
                        .status())
                .isEqualTo(2);
        assertThat(sgate("keygen", "--role", "root", "--algorithm", "rsa-1024", "--out", folder)
                        .status())
                .isEqualTo(2);
        assertThat(names(folder)).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
