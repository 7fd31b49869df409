package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.Mount;
import dev.sgate.station.UnreadableStick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxMountsTest {
    @TempDir
    Path temp;

    private Path media;
    private Path table;
    private Path devices;

    @BeforeEach
    void lookAtATableOfOurOwn() throws IOException {
        media = Files.createDirectory(temp.toRealPath().resolve("media"));
        table = Files.createFile(temp.resolve("mountinfo"));
        devices = Files.createDirectory(temp.resolve("devices"));
        Files.createDirectories(devices.resolve("sda/sda1"));
        Files.createSymbolicLink(devices.resolve("8:1"), Path.of("sda/sda1"));
    }

    private List<Mount> current(boolean allowFolders) throws IOException {
        return new LinuxMounts(media, allowFolders, table, devices).current();
    }

    private String line(String id, Path where, String source) {
        return id + " 27 8:1 / " + where + " rw,nosuid,nodev,noexec - vfat " + source + " rw\n";
    }

    @Test
    void onlyWhatIsDirectlyBelowTheMediaFolderIsAVolume() throws IOException {
        Files.writeString(
                table,
                line("1", media, "/dev/a")
                        + line("2", media.resolve("k2"), "/dev/b")
                        + line("3", media.resolve("k1"), "/dev/c")
                        + line("4", media.resolve("k1/deep"), "/dev/d")
                        + line("5", temp.resolve("elsewhere"), "/dev/e"));

        assertThat(current(false)).extracting(Mount::source).containsExactly("/dev/c", "/dev/b");
        assertThat(current(false)).allMatch(Mount::isSafe);
    }

    /** As {@code stick-mount} makes it; no disk is behind it. */
    @Test
    void whatStandsForAStickThatCannotBeReadSaysWhatIsOnTheStick() throws IOException {
        String options = " ro,nosuid,nodev,noexec,relatime - ";
        Files.writeString(
                table,
                "1 27 0:39 / " + media.resolve("sda1") + options + "tmpfs sgate-unreadable:ntfs ro,size=4k\n"
                        + "2 27 0:40 / " + media.resolve("sdb") + options + "tmpfs sgate-unreadable: ro,size=4k\n"
                        + line("3", media.resolve("sdc1"), "/dev/sdc1")
                        + "4 27 0:41 / " + media.resolve("sdd1") + options
                        + "tmpfs sgate-unreadable:damaged-ext4 ro,size=4k\n");

        assertThat(current(false))
                .extracting(Mount::unreadable)
                .containsExactly(
                        Optional.of(new UnreadableStick("ntfs", false)),
                        Optional.of(new UnreadableStick("", false)),
                        Optional.empty(),
                        Optional.of(new UnreadableStick("ext4", true)));
    }

    @Test
    void findsThemThroughALinkToTheMediaFolder() throws IOException {
        Files.writeString(table, line("1", media.resolve("k1"), "/dev/a"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), media);

        assertThat(new LinuxMounts(link, false, table, devices).current()).hasSize(1);
    }

    @Test
    void ofSeveralMountsOnOneDirectoryTheLastCounts() throws IOException {
        Files.writeString(
                table, line("1", media.resolve("k"), "/dev/under") + line("2", media.resolve("k"), "/dev/top"));

        assertThat(current(false)).extracting(Mount::source).containsExactly("/dev/top");
    }

    /** The kernel gives the mount the same number again; a visit that was cut short must not write to it. */
    @Test
    void aStickThatWasUnmountedAndMountedAgainHasAnotherKey() throws IOException {
        LinuxMounts mounts = new LinuxMounts(media, false, table, devices);
        String entry = line("1", media.resolve("k"), "/dev/sda1");
        Files.writeString(table, entry);
        String first = mounts.current().get(0).key();
        assertThat(mounts.current().get(0).key()).as("still there").isEqualTo(first);

        Files.writeString(table, "");
        assertThat(mounts.current()).isEmpty();
        Files.writeString(table, entry);
        String second = mounts.current().get(0).key();
        assertThat(mounts.current().get(0).key()).isEqualTo(second).isNotEqualTo(first);

        Files.writeString(table, "");
        assertThat(mounts.current()).isEmpty();
        Files.writeString(table, entry);
        assertThat(mounts.current().get(0).key()).isNotIn(first, second);
    }

    @Test
    void aStickInTheSamePlaceWithTheSameNumbersHasAnotherKey() throws IOException {
        Files.writeString(table, line("1", media.resolve("k"), "/dev/sda1"));
        Path disk = devices.resolve("sda");
        Files.writeString(disk.resolve("diskseq"), "20\n");
        String first = current(false).get(0).key();

        Files.writeString(disk.resolve("diskseq"), "21\n");
        String second = current(false).get(0).key();

        assertThat(second).isNotEqualTo(first);
    }

    /** Its mount stays in the table until it is taken away. That is no second stick, and begins no second visit. */
    @Test
    void aStickThatWasPulledIsGoneThoughItIsStillMounted() throws IOException {
        Path place = media.resolve("k");
        Files.writeString(table, line("1", place, "/dev/sda1"));
        Files.writeString(devices.resolve("sda/diskseq"), "20\n");
        LinuxMounts mounts = new LinuxMounts(media, true, table, devices);
        Files.createDirectory(place);
        Mount stick = mounts.current().get(0);
        assertThat(mounts.disk(stick)).isPresent();

        Files.delete(devices.resolve("8:1"));

        assertThat(mounts.current()).isEmpty();
        assertThat(mounts.disk(stick)).isEmpty();
    }

    /** Else a moment without it would look like another stick. */
    @Test
    void aNumberThatIsThereAndCannotBeReadIsAFault() throws IOException {
        Files.writeString(table, line("1", media.resolve("k"), "/dev/sda1"));
        Files.createDirectory(devices.resolve("sda/diskseq"));

        assertThatThrownBy(() -> current(false)).isInstanceOf(IOException.class);
    }

    @Test
    void aStickThatAProgramMountsHasNoDeviceAndIsThere() throws IOException {
        Files.writeString(table, line("1", media.resolve("k"), "/dev/sda1").replace("8:1", "0:61"));

        assertThat(current(false)).hasSize(1);
    }

    @Test
    void plainFoldersCountOnlyWhereTheyAreAllowed() throws IOException {
        Files.createDirectory(media.resolve("folder"));
        Files.createFile(media.resolve("file"));
        Files.createSymbolicLink(media.resolve("link"), temp);

        assertThat(current(false)).isEmpty();
        assertThat(current(true)).singleElement().satisfies(mount -> {
            assertThat(mount.isFolder()).isTrue();
            assertThat(mount.name()).isEqualTo("folder");
            assertThat(mount.isReadOnly()).isFalse();
        });
    }

    @Test
    void aFolderKeepsItsKeyUntilItIsMadeAnew() throws IOException {
        Path folder = Files.createDirectory(media.resolve("folder"));
        String first = current(true).get(0).key();
        Files.writeString(folder.resolve("file"), "more");
        assertThat(current(true).get(0).key()).isEqualTo(first);

        Files.move(folder, temp.resolve("away"));
        Files.createDirectory(folder);
        assertThat(current(true).get(0).key()).isNotEqualTo(first);
    }

    @Test
    void aMountHidesThePlainFolderBelowIt() throws IOException {
        Files.createDirectory(media.resolve("k"));
        Files.writeString(table, line("1", media.resolve("k"), "/dev/sda1"));

        assertThat(current(true))
                .singleElement()
                .satisfies(mount -> assertThat(mount.isFolder()).isFalse());
    }

    @Test
    void readsTheRealTable() throws IOException {
        assertThat(new LinuxMounts(Path.of("/"), false).current())
                .extracting(mount -> mount.directory().toString())
                .contains("/proc");
    }

    /** A table without a volume is not gone through again for as long as it stays the same. */
    @Test
    void aStickIsSeenToComeAndGoBetweenTablesThatStayTheSame() throws IOException {
        LinuxMounts mounts = new LinuxMounts(media, false, table, devices);
        String root = line("1", temp.resolve("elsewhere"), "/dev/r");
        String stick = line("2", media.resolve("k1"), "/dev/a");
        for (int round = 0; round < 2; round++) {
            Files.writeString(table, root);
            assertThat(mounts.current()).isEmpty();
            assertThat(mounts.current()).isEmpty();
            Files.writeString(table, root + stick);
            assertThat(mounts.current()).hasSize(1);
            assertThat(mounts.current()).hasSize(1);
        }
        Path disk = Files.readSymbolicLink(devices.resolve("8:1"));
        Files.delete(devices.resolve("8:1"));
        assertThat(mounts.current()).as("pulled, and still mounted").isEmpty();
        Files.createSymbolicLink(devices.resolve("8:1"), disk);
        assertThat(mounts.current())
                .as("a table with a volume is gone through each time")
                .hasSize(1);
        Files.writeString(table, root);
        assertThat(mounts.current()).isEmpty();
    }
}
