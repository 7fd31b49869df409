package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.station.leasing.LeaseKeys.LeaseKey;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseKeyFilesTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Duration OFFLINE = Duration.ofDays(15);

    @TempDir
    Path state;

    private final List<String> announced = new ArrayList<>();
    private boolean leasesWereGiven;

    private LeaseKeyFiles open() {
        return new LeaseKeyFiles(
                state,
                () -> leasesWereGiven,
                (event, what, why, next) -> announced.add(what + " | " + why + " | " + next));
    }

    private Path file(String name) {
        return state.resolve("keys").resolve(name);
    }

    private Path retired(Kid kid) {
        return file("lease-" + kid.value() + ".pub");
    }

    @Test
    void aKeyIsMadeAtTheFirstNeedAndForNobodyElse() throws IOException {
        LeaseKeyFiles keys = open();
        assertThat(state).isEmptyDirectory();
        LeaseKey key = keys.primary(NOON);

        assertThat(key.kid())
                .isEqualTo(LeaseKeyset.siteKid((Ed25519PublicKey) key.key().publicKey()));
        assertThat(open().primary(NOON).kid()).isEqualTo(key.kid());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("lease.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("keys"))))
                .isEqualTo("rwx------");
        assertThat(state.resolve("keys").toFile().list()).containsExactlyInAnyOrder("lease.key", "lease.pub");
        assertThat(announced).isEmpty();
    }

    @Test
    void aLostKeyIsAnnouncedOnceAndItsLeasesStayGood() throws IOException {
        LeaseKeyFiles daemon = open();
        Kid lost = daemon.primary(NOON).kid();
        Files.delete(file("lease.key"));

        Kid fresh = daemon.primary(NOON).kid();
        assertThat(fresh).isNotEqualTo(lost);
        assertThat(announced)
                .singleElement()
                .asString()
                .contains(lost.value(), fresh.value(), "lease.key was gone", "stay good", "backup");
        assertThat(daemon.keyset(NOON, OFFLINE).keys()).containsOnlyKeys(fresh, lost);
        assertThat(open().primary(NOON).kid()).isEqualTo(fresh);
        assertThat(announced).hasSize(1);
    }

    @Test
    void aKeyThatIsPutBackIsAnnouncedAndTheOneBetweenStaysListed() throws IOException {
        LeaseKeyFiles daemon = open();
        Kid old = daemon.primary(NOON).kid();
        byte[] backup = Files.readAllBytes(file("lease.key"));
        Files.delete(file("lease.key"));
        Kid between = daemon.primary(NOON).kid();
        put("lease.key", backup);

        assertThat(daemon.keyset(NOON, OFFLINE).keys()).containsOnlyKeys(old, between);
        assertThat(daemon.primary(NOON).kid()).isEqualTo(old);
        assertThat(daemon.listedUntil(NOON, OFFLINE)).containsOnlyKeys(between);
        assertThat(announced).hasSize(2).last().asString().contains(between.value(), old.value());
    }

    @Test
    void whereAllThatWasKnownOfTheKeyIsGoneTheLeasesGivenTellIt() throws IOException {
        leasesWereGiven = true;
        Kid fresh = open().primary(NOON).kid();
        assertThat(announced).singleElement().asString().contains(fresh.value(), "applications know it already");
        open().primary(NOON);
        assertThat(announced).hasSize(1);
    }

    @Test
    void aRotationIsNoLoss() throws IOException {
        LeaseKeyFiles daemon = open();
        daemon.primary(NOON);
        open().rotate(NOON);
        daemon.rotate(NOON);
        assertThat(announced).isEmpty();
    }

    @Test
    void aKeyOfAnEarlierVersionIsNotedQuietly() throws IOException {
        leasesWereGiven = true;
        open().primary(NOON);
        announced.clear();
        Files.delete(file("lease.pub"));
        open().primary(NOON);
        assertThat(announced).isEmpty();
        assertThat(file("lease.pub")).exists();
    }

    @Test
    void afterARotationTheOldKeyVerifiesFor22DaysAnd300Seconds() throws IOException {
        LeaseKeyFiles keys = open();
        LeaseKey old = keys.primary(NOON);
        Kid fresh = keys.rotate(NOON);

        assertThat(fresh).isNotEqualTo(old.kid());
        assertThat(keys.primary(NOON).kid()).isEqualTo(fresh);
        Instant last = NOON.plus(Duration.ofDays(22)).plusSeconds(300);
        LeaseKeyset listed = keys.keyset(last, OFFLINE);
        assertThat(listed.primary()).isEqualTo(fresh);
        assertThat(listed.find(old.kid()).orElseThrow().raw())
                .isEqualTo(((Ed25519PublicKey) old.key().publicKey()).raw());
        assertThat(keys.listedUntil(NOON, OFFLINE)).containsOnly(Map.entry(old.kid(), last));
        assertThat(keys.keyset(last.plusSeconds(1), OFFLINE).keys()).containsOnlyKeys(fresh);
        assertThat(keys.keyset(last.plus(Duration.ofDays(75)), Duration.ofDays(90))
                        .keys())
                .containsOnlyKeys(fresh, old.kid());
        assertThat(Files.readString(file("lease.key"))).doesNotContain(secretText(old));
    }

    private static String secretText(LeaseKey key) {
        return Base64.getEncoder().encodeToString(key.key().toPkcs8InsecureSecret());
    }

    @Test
    void aRotationByAnotherProcessCountsAtOnce() throws IOException {
        LeaseKeyFiles daemon = open();
        Kid old = daemon.primary(NOON).kid();
        Kid fresh = open().rotate(NOON);

        assertThat(daemon.primary(NOON).kid()).isEqualTo(fresh);
        assertThat(daemon.keyset(NOON, OFFLINE).keys()).containsOnlyKeys(fresh, old);
    }

    @Test
    void aDamagedKeyIsNeverReplacedAndTheRemedyIsSaid() throws IOException {
        LeaseKeyFiles keys = open();
        keys.primary(NOON);
        String good = Files.readString(file("lease.key"));
        for (String damaged : List.of("", "x", good.substring(3), good.replace("MC4C", "MC4D"))) {
            Files.writeString(file("lease.key"), damaged);
            assertThatThrownBy(() -> keys.primary(NOON))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("lease.key")
                    .hasMessageContaining("backup");
            assertThatThrownBy(() -> keys.keyset(NOON, OFFLINE)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> keys.rotate(NOON)).isInstanceOf(IOException.class);
            assertThat(file("lease.key")).hasContent(damaged);
        }
        Files.writeString(file("lease.key"), good);
        assertThat(keys.primary(NOON).kid()).isEqualTo(open().primary(NOON).kid());
        Files.setPosixFilePermissions(file("lease.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> keys.primary(NOON)).hasMessageContaining("chmod 600");
    }

    @Test
    void aLineThatIsNoneOfOursListsNothing() throws IOException {
        LeaseKeyFiles keys = open();
        Kid primary = keys.primary(NOON).kid();
        for (String line : List.of("", "x", "AAAA " + NOON, "AAAA", "\u00e9 \u00e9")) {
            Files.writeString(file("lease-other.pub"), line);
            assertThat(keys.keyset(NOON, OFFLINE).keys()).containsOnlyKeys(primary);
        }
    }

    @Test
    void errorInTheFirstStepOfARotationChangesNothing() throws IOException {
        LeaseKeyFiles keys = open();
        Kid old = keys.primary(NOON).kid();
        block(retired(old));

        assertThatThrownBy(() -> keys.rotate(NOON)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(keys.primary(NOON).kid()).isEqualTo(old);
        assertThat(retired(old)).doesNotExist();
    }

    @Test
    void errorInTheSecondStepLeavesTheOldKeySigningAndListed() throws IOException {
        LeaseKeyFiles keys = open();
        Kid old = keys.primary(NOON).kid();
        block(file("lease.key"));

        assertThatThrownBy(() -> keys.rotate(NOON)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(keys.primary(NOON).kid()).isEqualTo(old);
        LeaseKeyset muchLater = keys.keyset(NOON.plus(Duration.ofDays(99)), OFFLINE);
        assertThat(muchLater.primary()).isEqualTo(old);
        assertThat(muchLater.keys()).containsOnlyKeys(old);
    }

    /** Something that cannot be replaced lies where a new file is written first. */
    private static void block(Path target) throws IOException {
        Files.createDirectories(
                target.resolveSibling(target.getFileName() + ".new").resolve("full"));
    }

    /** The disk as each step of a rotation leaves it. */
    @Test
    void killedBetweenTheStepsOfARotationNoLeaseIsLeftWithoutAKey() throws IOException {
        LeaseKeyFiles keys = open();
        Kid old = keys.primary(NOON).kid();
        byte[] oldKey = Files.readAllBytes(file("lease.key"));
        byte[] oldNote = Files.readAllBytes(file("lease.pub"));
        Kid fresh = keys.rotate(NOON);
        byte[] freshKey = Files.readAllBytes(file("lease.key"));
        byte[] line = Files.readAllBytes(retired(old));

        Files.delete(retired(old));
        put("lease.key", oldKey);
        put("lease.pub", oldNote);
        put("lease-" + old.value() + ".pub.new", new byte[] {line[0]});
        assertSignedBy(old, old);
        put("lease-" + old.value() + ".pub.new", line);
        assertSignedBy(old, old);
        Files.move(file("lease-" + old.value() + ".pub.new"), retired(old), StandardCopyOption.ATOMIC_MOVE);
        assertSignedBy(old, old);
        put("lease.key.new", new byte[] {freshKey[0]});
        assertSignedBy(old, old);
        put("lease.key.new", freshKey);
        assertSignedBy(old, old);
        Files.move(file("lease.key.new"), file("lease.key"), StandardCopyOption.ATOMIC_MOVE);
        put("lease.pub.new", new byte[] {oldNote[0]});
        assertSignedBy(fresh, fresh, old);
        assertThat(announced).isEmpty();
        Kid third = open().rotate(NOON);
        assertSignedBy(third, third, fresh, old);
    }

    private void put(String name, byte[] content) throws IOException {
        Files.write(file(name), content);
        Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rw-------"));
    }

    private void assertSignedBy(Kid signer, Kid... listed) throws IOException {
        assertThat(open().primary(NOON).kid()).isEqualTo(signer);
        assertThat(open().keyset(NOON, OFFLINE).keys()).containsOnlyKeys(listed);
    }
}
