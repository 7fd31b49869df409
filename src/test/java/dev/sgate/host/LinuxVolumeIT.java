package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real file systems on loop devices. */
@Timeout(120)
class LinuxVolumeIT {
    private static final long SIZE = 16 << 20;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temp;

    private Path media;
    private LinuxMounts mounts;

    @BeforeEach
    void needLoopDevices() throws IOException {
        LoopVolume.require();
        media = Files.createDirectory(temp.toRealPath().resolve("media"));
        mounts = new LinuxMounts(media, false);
    }

    private LoopVolume stick(LoopVolume.Format format) throws IOException {
        return LoopVolume.make(temp.resolve("stick.img"), format, SIZE);
    }

    private Volume open(LoopVolume stick) throws IOException {
        return new LinuxVolumes(mounts).open(stick.seenBy(mounts));
    }

    private static Volume.Content content(String text) {
        return out -> out.write(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(LoopVolume.Format.class)
    void aVisitReadsWritesAndReleases(LoopVolume.Format format) throws IOException {
        try (LoopVolume stick = stick(format).mount(media.resolve("k1"))) {
            Files.writeString(stick.directory().resolve("a.sglic"), "0123456789");
            Mount mount = stick.seenBy(mounts);
            assertThat(mount.isSafe()).isTrue();
            Volume volume = open(stick);

            assertThat(volume.isThere()).isTrue();
            assertThat(volume.list(10_000, 100))
                    .isEqualTo(new Volume.Listing.Names(List.of(Path.of("a.sglic")), 0, false));
            try (InputStream in = volume.read(Path.of("a.sglic"), 7)) {
                assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("789");
            }
            assertThat(volume.makeWritable()).isTrue();
            assertThat(volume.write("sgate-receipt.txt", content("all is well")))
                    .isEqualTo(Verdict.accepted("sgate-receipt.txt"));
            assertThat(volume.release()).isTrue();

            assertThat(mounts.current()).allMatch(Mount::isReadOnly);
            // what is on the medium and not in a cache: unplugged, and plugged in again
            stick.unmount();
            stick.mount(media.resolve("k2"), "ro");
            assertThat(stick.directory().resolve("sgate-receipt.txt")).hasContent("all is well");
            try (Stream<Path> names = Files.list(stick.directory())) {
                assertThat(names.map(name -> String.valueOf(name.getFileName())))
                        .noneMatch(name -> name.startsWith(".sgate-"));
            }
        }
    }

    @Test
    void aKernelFileSystemIsReadOnlyAfterwardsAndAFuseOneGone() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4).mount(media.resolve("k1"))) {
            assertThat(open(stick).release()).isTrue();
            assertThat(stick.seenBy(mounts).isReadOnly()).isTrue();
        }
        try (LoopVolume stick = stick(LoopVolume.Format.EXFAT).mount(media.resolve("k1"))) {
            assertThat(open(stick).release()).isTrue();
            assertThat(mounts.current()).isEmpty();
        }
    }

    @Test
    void aReadOnlyMountIsMadeWritableForTheReturnAndReadOnlyAgain() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4).mount(media.resolve("k1"), "ro")) {
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isTrue();
            assertThat(volume.write("a.txt", content("x"))).isInstanceOf(Verdict.Accepted.class);
            assertThat(volume.isThere()).isTrue();
            assertThat(volume.release()).isTrue();
            assertThat(stick.seenBy(mounts).isReadOnly()).isTrue();
            assertThat(stick.seenBy(mounts).isSafe()).isTrue();
        }
    }

    @Test
    void aWriteProtectedStickIsLeftAsItIs() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4)) {
            stick.protect();
            stick.mount(media.resolve("k1"), "ro");
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isFalse();
            assertThat(volume.release()).isTrue();
            assertThat(stick.seenBy(mounts).isReadOnly()).isTrue();
        }
    }

    /** Its driver says yes to a remount and keeps the device open for reading only. */
    @Test
    void aFuseMountThatOnlyClaimsToBeWritableIsNotBelieved() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXFAT).mount(media.resolve("k1"), "ro")) {
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isFalse();
            assertThat(stick.seenBy(mounts).isReadOnly()).isTrue();
            assertThat(volume.release()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(LoopVolume.Format.class)
    void aStickThatIsBusyIsNotSafeToUnplug(LoopVolume.Format format) throws IOException {
        try (LoopVolume stick = stick(format).mount(media.resolve("k1"))) {
            Volume volume = open(stick);
            try (var busy = Files.newOutputStream(stick.directory().resolve("somebody-writes"))) {
                busy.write(1);
                assertThat(volume.release()).isFalse();
            }
            assertThat(volume.release()).isTrue();
        }
    }

    @Test
    void aPulledStickIsNoticedAndTheFolderBelowItNotTakenForIt() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4).mount(media.resolve("k1"))) {
            Volume volume = open(stick);
            Path below = stick.directory();
            stick.unmount();

            assertThat(volume.isThere()).isFalse();
            assertThat(volume.release()).isFalse();
            assertThatThrownBy(() -> volume.write("a.txt", content("x"))).isInstanceOf(IOException.class);
            assertThatThrownBy(volume::makeWritable).isInstanceOf(IOException.class);
            assertThat(below).isEmptyDirectory();
        }
    }

    @Test
    void anotherStickInTheSamePlaceIsAnotherVolume() throws IOException {
        Volume first;
        String key;
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4).mount(media.resolve("k1"))) {
            first = open(stick);
            key = stick.seenBy(mounts).key();
        }
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4).mount(media.resolve("k1"))) {
            assertThat(stick.seenBy(mounts).key()).isNotEqualTo(key);
            assertThat(first.isThere()).isFalse();
            assertThatThrownBy(() -> first.write("a.txt", content("x"))).isInstanceOf(IOException.class);
        }
    }

    /** Between the look at the mount table and the write, and for as long as a write takes. */
    @Test
    void aStickThatIsMountedOverTheVisitsOneGetsNothingOfIt() throws IOException {
        try (LoopVolume ours = stick(LoopVolume.Format.EXT4).mount(media.resolve("k1"));
                LoopVolume other = LoopVolume.make(temp.resolve("other.img"), LoopVolume.Format.EXT4, SIZE)) {
            Volume volume = open(ours);
            assertThat(volume.makeWritable()).isTrue();

            assertThatThrownBy(() -> volume.write("sgate-receipt.txt", out -> {
                        other.mount(media.resolve("k1"));
                        out.write("ours".getBytes(UTF_8));
                    }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> volume.write("second.txt", content("x"))).isInstanceOf(IOException.class);

            assertThat(names(other.directory())).containsExactly("lost+found");
            other.unmount();
            assertThat(names(ours.directory())).containsExactlyInAnyOrder("lost+found", "sgate-receipt.txt");
            assertThat(ours.directory().resolve("sgate-receipt.txt")).hasContent("ours");
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.map(name -> String.valueOf(name.getFileName())).toList();
        }
    }

    @Test
    void aFuseDriverThatDiedDoesNotAnswer() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXFAT).mount(media.resolve("k1"))) {
            Volume volume = open(stick);
            assertThat(volume.isThere()).isTrue();
            ProcessHandle.allProcesses()
                    .filter(process -> process.info()
                            .commandLine()
                            .orElse("")
                            .contains(stick.directory().toString()))
                    .filter(process -> process.info().command().orElse("").contains("exfat"))
                    .forEach(ProcessHandle::destroyForcibly);
            await().until(() -> !volume.isThere());
            assertThat(mounts.current()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(LoopVolume.Format.class)
    void aFullStickIsRefusedAndKeepsWhatItHad(LoopVolume.Format format) throws IOException {
        try (LoopVolume stick = stick(format).mount(media.resolve("k1"))) {
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();
            volume.write("journal.sgsync", content("old"));

            Verdict<String> verdict = volume.write("journal.sgsync", out -> {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < 20; i++) {
                    out.write(block);
                }
            });

            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.NO_SPACE));
            assertThat(stick.directory().resolve("journal.sgsync")).hasContent("old");
            try (Stream<Path> names = Files.list(stick.directory())) {
                assertThat(names.map(name -> String.valueOf(name.getFileName())))
                        .noneMatch(name -> name.startsWith(".sgate-"));
            }
            assertThat(volume.release()).isTrue();
        }
    }
}
