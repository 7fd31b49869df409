package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.TrustDocument;
import dev.sgate.seal.TrustDocument.RoleKeys;
import dev.sgate.seal.TrustDocument.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {
    @TempDir
    Path temp;

    private final SigningKey root = SigningKey.newEd25519(new SecureRandom());
    private final SigningKey other = SigningKey.newEd25519(new SecureRandom());
    private Path folder;
    private Path file;
    private TrustFile trust;

    @BeforeEach
    void pin() throws IOException {
        folder = Files.createDirectory(temp.resolve("trust"));
        file = folder.resolve("vendor.sgtrust");
        trust = new TrustFile(file);
        put(document(1));
    }

    private byte[] document(long version) {
        Kid rootKid = new Kid("root-1");
        Kid otherKid = new Kid("other-1");
        Map<Role, RoleKeys> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            roles.put(role, new RoleKeys(Set.of(role == Role.ROOT ? rootKid : otherKid), 1));
        }
        TrustDocument document = new TrustDocument(
                version,
                Instant.parse("2040-01-01T00:00:00Z"),
                Map.of(
                        rootKid, new TrustedKey(root.publicKey(), Optional.empty()),
                        otherKid, new TrustedKey(other.publicKey(), Optional.empty())),
                roles,
                Set.of());
        return Sealer.seal(PayloadType.TRUST, document.toPayload(), List.of(new Sealer.NamedKey(rootKid, root)));
    }

    private void put(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        mode(file, "rw-r--r--");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private String whyNothing() {
        Keyring keyring = trust.current();
        assertThat(keyring.document()).isEmpty();
        return keyring.whyNothing();
    }

    private long version() {
        return trust.current().document().orElseThrow().version();
    }

    @Test
    void believesThePinnedDocumentAndReadsItOnce() {
        assertThat(version()).isEqualTo(1);
        assertThat(trust.current()).isSameAs(trust.current());
    }

    @Test
    void noticesAChangeAtOnce() throws IOException {
        assertThat(version()).isEqualTo(1);
        put(document(2));
        assertThat(version()).isEqualTo(2);

        Path other = folder.resolve("other");
        Files.write(other, document(3));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(version()).isEqualTo(3);
    }

    @Test
    void believesNothingWithoutADocumentAndHealsWhenThereIsOne() throws IOException {
        Files.delete(file);
        assertThat(whyNothing()).contains("no trust document");
        put(new byte[0]);
        assertThat(whyNothing()).contains("empty");
        put(new byte[100]);
        assertThat(whyNothing()).contains("does not prove itself");
        byte[] tampered = document(1);
        tampered[tampered.length / 2] ^= 1;
        put(tampered);
        assertThat(whyNothing()).contains("does not prove itself");
        put(document(1));
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void believesNothingThatIsNotAPlainFile() throws IOException {
        Files.move(file, folder.resolve("real"));
        Files.createSymbolicLink(file, Path.of("real"));
        assertThat(whyNothing()).contains("not a regular file");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(whyNothing()).contains("not a regular file");
    }

    @Test
    void believesNothingThatOthersMayWrite() throws IOException {
        for (String open : List.of("rw-rw-r--", "rw-r--rw-")) {
            mode(file, open);
            assertThat(whyNothing()).contains("others may write", "chmod go-w");
        }
        mode(file, "rw-r--r--");
        assertThat(version()).isEqualTo(1);
        mode(folder, "rwxrwxr-x");
        assertThat(whyNothing()).contains("others may write");
        mode(folder, "rwxr-xr-x");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void believesNothingThatBelongsToSomebodyElse() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root for chown");
        Files.setAttribute(file, "unix:uid", 12345);
        assertThat(whyNothing()).contains("belongs to somebody else");
        Files.setAttribute(file, "unix:uid", 0);
        Files.setAttribute(folder, "unix:uid", 12345);
        assertThat(whyNothing()).contains("belongs to somebody else");
    }
}
