package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every {@link Volume} keeps, on a real ext4 that is mounted read-only as a stick is. It is one contract, which each volume
 * passes whole.
 */
@Timeout(120)
abstract class VolumeContract {
    static final long SIZE = 16 << 20;
    static final String RECEIPT = "sgate-receipt-0a1b2c3d.txt";
    static final String JOURNAL = "journal-20260101.sgsync";

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

    /** Opens what is mounted there. */
    abstract Volume open(LoopVolume stick) throws IOException;

    final Path media() {
        return media;
    }

    final LinuxMounts mounts() {
        return mounts;
    }

    final LoopVolume stick(String name) throws IOException {
        return LoopVolume.make(temp.resolve(name + ".img"), LoopVolume.Format.EXT4, SIZE);
    }

    final LoopVolume pluggedIn() throws IOException {
        return stick("stick").mount(media.resolve("k1"), "ro");
    }

    static Volume.Content content(String text) {
        return out -> out.write(text.getBytes(UTF_8));
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.map(name -> String.valueOf(name.getFileName()))
                    .filter(name -> !name.equals("lost+found"))
                    .sorted()
                    .toList();
        }
    }

    /** Nobody can write there, whoever has it mounted. */
    final boolean isSafe(LoopVolume stick) throws IOException {
        return mounts.disk(stick.seenBy(mounts)).map(disk -> !disk.isWritable()).orElseThrow();
    }

    @Test
    void whatIsWrittenIsOnTheStickAndTheStickIsReadOnlyAgain() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = open(stick);

            assertThat(volume.readOwn(RECEIPT)).isEmpty();
            assertThat(volume.makeWritable()).isTrue();
            assertThat(isSafe(stick)).isFalse();
            assertThat(volume.write(RECEIPT, content("first"))).isEqualTo(Verdict.accepted(RECEIPT));
            assertThat(volume.makeWritable())
                    .as("asked again, for the next file")
                    .isTrue();
            assertThat(volume.write(RECEIPT, content("all is well"))).isEqualTo(Verdict.accepted(RECEIPT));
            assertThat(volume.write(JOURNAL, content(""))).isEqualTo(Verdict.accepted(JOURNAL));
            try (InputStream in = volume.readOwn(RECEIPT).orElseThrow()) {
                assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("all is well");
            }
            assertThat(volume.isThere()).isTrue();
            assertThat(volume.release()).isTrue();

            assertThat(isSafe(stick)).isTrue();
            assertThat(stick.seenBy(mounts).isSafe()).isTrue();
            // what is on the medium and not in a cache: unplugged, and plugged in again
            stick.unmount();
            stick.mount(media.resolve("k2"), "ro");
            assertThat(stick.directory().resolve(RECEIPT)).hasContent("all is well");
            assertThat(names(stick.directory())).containsExactly(JOURNAL, RECEIPT);
        }
    }

    @Test
    void aStickThatNobodyWroteToIsSafeAsItIs() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            assertThat(open(stick).release()).isTrue();
            assertThat(isSafe(stick)).isTrue();
        }
    }

    @Test
    void aWriteProtectedStickIsLeftAsItIs() throws IOException {
        try (LoopVolume stick = stick("stick")) {
            stick.protect();
            stick.mount(media.resolve("k1"), "ro");
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isFalse();
            assertThat(volume.release()).isTrue();
            assertThat(isSafe(stick)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "symbolic link, ln -s ../victim NAME",
        "folder, mkdir NAME",
        "special file, mkfifo NAME",
        "hard link, echo precious > other; ln other NAME"
    })
    void whatStandsInTheNamesPlaceIsRefusedAndStays(String found, String script) throws IOException {
        try (LoopVolume stick = stick("stick").mount(media.resolve("k1"))) {
            String hostile = "cd \"$1\" && " + script.replace("NAME", RECEIPT);
            LoopVolume.run("sh", "-c", hostile, "sh", stick.directory().toString());
            LoopVolume.run("mount", "-o", "remount,ro", stick.directory().toString());
            List<String> before = names(stick.directory());
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isTrue();
            assertThat(volume.write(RECEIPT, content("ours")))
                    .isEqualTo(Verdict.refused(Refusal.of(RefusalCode.UNSAFE_MOUNT, "file", RECEIPT)
                            .and("found", found)));
            assertThat(volume.write(JOURNAL, content("x")))
                    .as("the others are written")
                    .isEqualTo(Verdict.accepted(JOURNAL));
            assertThat(volume.release()).isTrue();

            assertThat(names(stick.directory())).containsAll(before).hasSize(before.size() + 1);
            assertThat(media.resolve("victim")).doesNotExist();
        }
    }

    @Test
    void aContentThatFailsHalfWayLeavesWhatWasThere() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();
            volume.write(JOURNAL, content("old"));

            assertThatThrownBy(() -> volume.write(JOURNAL, out -> {
                        out.write(new byte[600_000]);
                        throw new IOException("the journal cannot be read");
                    }))
                    .hasMessage("the journal cannot be read");
            assertThat(volume.write(RECEIPT, content("x")))
                    .as("and the visit goes on")
                    .isEqualTo(Verdict.accepted(RECEIPT));
            assertThat(volume.release()).isTrue();

            assertThat(stick.directory().resolve(JOURNAL)).hasContent("old");
            assertThat(names(stick.directory())).containsExactly(JOURNAL, RECEIPT);
        }
    }

    @Test
    void aFullStickIsRefusedAndKeepsWhatItHad() throws IOException {
        try (LoopVolume stick = stick("stick").mount(media.resolve("k1"))) {
            Files.write(stick.directory().resolve("photos"), new byte[8 << 20]);
            LoopVolume.run("mount", "-o", "remount,ro", stick.directory().toString());
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();
            volume.write(JOURNAL, content("old"));

            Verdict<String> verdict = volume.write(JOURNAL, out -> {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < 15; i++) {
                    out.write(block);
                }
            });

            assertThat(verdict)
                    .isEqualTo(Verdict.refused(
                            Refusal.of(RefusalCode.NO_SPACE, "disk", "volume").and("file", JOURNAL)));
            assertThat(volume.release()).isTrue();
            assertThat(stick.directory().resolve(JOURNAL)).hasContent("old");
            assertThat(names(stick.directory())).containsExactly(JOURNAL, "photos");
        }
    }

    @Test
    void aPulledStickIsNoticedAndTheFolderBelowItNotTakenForIt() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();
            Path below = stick.directory();
            stick.unmount();

            assertThat(volume.isThere()).isFalse();
            assertThatThrownBy(() -> volume.write(RECEIPT, content("x"))).isInstanceOf(IOException.class);
            assertThatThrownBy(volume::makeWritable).isInstanceOf(IOException.class);
            assertThat(volume.release()).isFalse();
            assertThat(below).isEmptyDirectory();
        }
    }

    @Test
    void anotherStickInTheSamePlaceIsAnotherVolume() throws IOException {
        Volume first;
        try (LoopVolume stick = pluggedIn()) {
            first = open(stick);
        }
        try (LoopVolume stick = stick("other").mount(media.resolve("k1"), "ro")) {
            assertThat(first.isThere()).isFalse();
            assertThatThrownBy(first::makeWritable).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> first.write(RECEIPT, content("x"))).isInstanceOf(IOException.class);
            assertThat(names(stick.directory())).isEmpty();
            assertThat(isSafe(stick)).isTrue();
        }
    }

    /** Between the look at the mount table and the write, and for as long as a write takes. */
    @Test
    void aStickThatIsMountedOverTheVisitsOneGetsNothingOfIt() throws IOException {
        try (LoopVolume ours = pluggedIn();
                LoopVolume other = stick("other")) {
            Volume volume = open(ours);
            assertThat(volume.makeWritable()).isTrue();

            assertThatThrownBy(() -> volume.write(RECEIPT, out -> {
                        other.mount(media.resolve("k1"));
                        out.write("ours".getBytes(UTF_8));
                    }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> volume.write(JOURNAL, content("x"))).isInstanceOf(IOException.class);

            assertThat(names(other.directory())).isEmpty();
            other.unmount();
            assertThat(names(ours.directory())).isSubsetOf(RECEIPT);
        }
    }
}
