package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process itself has the rights: real file systems on loop devices, mounted in more ways than a stick is. */
class LinuxVolumeIT extends VolumeContract {
    private LoopVolume stick(LoopVolume.Format format) throws IOException {
        return LoopVolume.make(temp.resolve("stick.img"), format, SIZE);
    }

    @Override
    Volume open(LoopVolume stick) throws IOException {
        return new LinuxVolumes(mounts()).open(stick.seenBy(mounts()));
    }

    @ParameterizedTest
    @EnumSource(LoopVolume.Format.class)
    void aVisitReadsWritesAndReleases(LoopVolume.Format format) throws IOException {
        try (LoopVolume stick = stick(format).mount(media().resolve("k1"))) {
            Files.writeString(stick.directory().resolve("a.sglic"), "0123456789");
            Mount mount = stick.seenBy(mounts());
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

            assertThat(mounts().current()).allMatch(Mount::isReadOnly);
            // what is on the medium and not in a cache: unplugged, and plugged in again
            stick.unmount();
            stick.mount(media().resolve("k2"), "ro");
            assertThat(stick.directory().resolve("sgate-receipt.txt")).hasContent("all is well");
            try (Stream<Path> names = Files.list(stick.directory())) {
                assertThat(names.map(name -> String.valueOf(name.getFileName())))
                        .noneMatch(name -> name.startsWith(".sgate-"));
            }
        }
    }

    @Test
    void aKernelFileSystemIsReadOnlyAfterwardsAndAFuseOneGone() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXT4).mount(media().resolve("k1"))) {
            assertThat(open(stick).release()).isTrue();
            assertThat(stick.seenBy(mounts()).isReadOnly()).isTrue();
        }
        try (LoopVolume stick = stick(LoopVolume.Format.EXFAT).mount(media().resolve("k1"))) {
            assertThat(open(stick).release()).isTrue();
            assertThat(mounts().current()).isEmpty();
        }
    }

    /** Its driver says yes to a remount and keeps the device open for reading only. */
    @Test
    void aFuseMountThatOnlyClaimsToBeWritableIsNotBelieved() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXFAT).mount(media().resolve("k1"), "ro")) {
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isFalse();
            assertThat(stick.seenBy(mounts()).isReadOnly()).isTrue();
            assertThat(volume.release()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(LoopVolume.Format.class)
    void aStickThatIsBusyIsNotSafeToUnplug(LoopVolume.Format format) throws IOException {
        try (LoopVolume stick = stick(format).mount(media().resolve("k1"))) {
            Volume volume = open(stick);
            try (var busy = Files.newOutputStream(stick.directory().resolve("somebody-writes"))) {
                busy.write(1);
                assertThat(volume.release()).isFalse();
            }
            assertThat(volume.release()).isTrue();
        }
    }

    @Test
    void aFuseDriverThatDiedDoesNotAnswer() throws IOException {
        try (LoopVolume stick = stick(LoopVolume.Format.EXFAT).mount(media().resolve("k1"))) {
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
            assertThat(mounts().current()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(LoopVolume.Format.class)
    void aFullStickIsRefusedAndKeepsWhatItHad(LoopVolume.Format format) throws IOException {
        try (LoopVolume stick = stick(format).mount(media().resolve("k1"))) {
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
