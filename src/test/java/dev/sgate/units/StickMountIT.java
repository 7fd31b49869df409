package dev.sgate.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.LoopVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@code stick-mount}, the program of {@code sgate-stick@.service}, on real file systems; USB and udev are the VM's part. */
class StickMountIT extends StickMountUnderTest {
    private Path place() {
        return temp.resolve("media").resolve(name());
    }

    private List<String> mounted() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(" " + place() + " "))
                .toList();
    }

    @Test
    void aStickIsMountedSoThatNothingOnItCountsAndTakenAwayWhoeverReadsThere() throws Exception {
        // an ext4 may ask for a panic where it is damaged, and be labelled with anything
        LoopVolume.run("tune2fs", "-e", "panic", "-L", "../../etc", stick.device());

        assertThat(mount("on")).isEqualTo(new Tool(0, "<6>stick " + name() + " (ext4) is there\n"));
        assertThat(mounted())
                .singleElement()
                .asString()
                .contains(" ro,nosuid,nodev,noexec,")
                .contains("errors=remount-ro");
        assertThat(mount("on").status()).as("once more, as after a change").isZero();
        assertThat(mounted()).hasSize(1);

        try (var reader = Files.newDirectoryStream(place())) {
            assertThat(reader.iterator()).hasNext();
            assertThat(mount("off")).isEqualTo(new Tool(0, "<6>stick " + name() + " is gone\n"));
        }
        assertThat(mounted()).isEmpty();
        assertThat(place()).doesNotExist();
        assertThat(mount("off")).as("nothing is left to say").isEqualTo(new Tool(0, ""));
    }

    @Test
    void anExt4ThatWasPulledWhileItWasWrittenToIsReadAlsoWhereNothingCanBeWritten() throws Exception {
        LoopVolume.run("debugfs", "-w", "-R", "feature needs_recovery", stick.device());
        stick.protect();

        assertThat(mount("on").status()).isZero();
        assertThat(mounted()).singleElement().asString().contains("norecovery");
    }

    private static String standsFor(String kind) {
        return " - tmpfs sgate-unreadable:" + kind + " ro,";
    }

    @Test
    void inThePlaceOfWhatIsNoFileSystemOfOursComesAnEmptyFolder() throws Exception {
        for (String make : List.of("mke2fs -q -t ext2 -F", "mke2fs -q -t ext3 -F", "wipefs -aq")) {
            LoopVolume.run("sh", "-c", "wipefs -aq $1 && " + make + " $1", "sh", stick.device());
            byte[] before = Files.readAllBytes(temp.resolve("stick.img"));

            Tool said = mount("on");
            assertThat(said.status()).as(make).isZero();
            assertThat(said.output()).startsWith("<4>stick " + name() + " is not taken: ");
            String kind = make.contains("ext2") ? "ext2" : make.contains("ext3") ? "ext3" : "";
            assertThat(mounted()).singleElement().asString().contains(" ro,nosuid,nodev,noexec,", standsFor(kind));
            assertThat(place()).isEmptyDirectory();
            assertThat(Files.readAllBytes(temp.resolve("stick.img"))).isEqualTo(before);

            assertThat(mount("off").status()).isZero();
            assertThat(mounted()).isEmpty();
            assertThat(place()).doesNotExist();
        }
    }

    @Test
    void aDamagedFileSystemIsALineInTheJournal() throws Exception {
        // the superblock still says ext4, and where its groups lie is gone
        LoopVolume.run(
                "dd", "if=/dev/urandom", "bs=1024", "seek=2", "count=64", "conv=notrunc", "of=" + stick.device());

        Tool said = mount("on");
        assertThat(said.status()).isZero();
        assertThat(said.output())
                .startsWith("<4>stick " + name() + " is not taken: ")
                .hasLineCount(1);
        assertThat(mounted()).singleElement().asString().contains(standsFor("damaged-ext4"));
    }

    @Test
    void aDiskThatTheMachineUsesIsLeftAlone() throws Exception {
        stick.mount(temp.resolve("elsewhere"));

        assertThat(mount("on").output()).contains("this machine itself uses that disk");
        assertThat(mounted()).isEmpty();
    }

    /** {@code noauto}: what an installer leaves that ran from a stick. Each later stick of that name would be the machine's own. */
    @Test
    void aDiskThatTheMachineIsToMountIsLeftAloneButNoneThatItOnlyMay() throws Exception {
        Path table = temp.resolve("fstab");
        Files.writeString(table, stick.device() + " /data ext4 defaults 0 2\n");
        assertThat(mount("on").output()).contains("this machine itself uses that disk");
        assertThat(mounted()).isEmpty();

        Files.writeString(table, stick.device() + " /media/usb0 auto rw,user,noauto 0 0\n");
        assertThat(mount("on").status()).isZero();
        assertThat(mounted()).hasSize(1);
    }

    @Test
    void aDiskOfWhichSomethingBiggerIsMadeIsLeftAlone() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/sys/class/misc/device-mapper")), "needs the device mapper");
        String mapped = "sgate-test-" + ProcessHandle.current().pid();
        try (Partitions parts = Partitions.make(stick.device(), 3)) {
            LoopVolume.run("dmsetup", "create", mapped, "--table", "0 2048 linear " + parts.device(3) + " 0");
            try {
                assertThat(mount("on", parts.name(1)).output()).contains("this machine itself uses that disk");
            } finally {
                LoopVolume.run("dmsetup", "remove", mapped);
            }
            assertThat(mount("on", parts.name(1)).output()).contains("is not taken: what is on it");
            mount("off", parts.name(1));
        }
    }

    @Test
    void aDiskThatTheMachineSwapsToIsLeftAlone() throws Exception {
        try (Partitions parts = Partitions.make(stick.device(), 3)) {
            LoopVolume.run("mkswap", "-q", parts.device(3));
            LoopVolume.run("swapon", parts.device(3));
            try {
                assertThat(mount("on", parts.name(1)).output()).contains("this machine itself uses that disk");
            } finally {
                LoopVolume.run("swapoff", parts.device(3));
            }
        }
    }

    @Test
    void onlyANameOfTheKernelsIsTaken() throws Exception {
        for (String name : List.of("", "..", "../sda", "sda1/..", "my stick", "sda$(id)", "-l")) {
            assertThat(mount("on", name).status()).as(name).isEqualTo(64);
            assertThat(mount("off", name).status()).as(name).isEqualTo(64);
        }
        assertThat(mount("on", "sdzz9").output()).contains("it was pulled again");
        assertThat(temp.resolve("media")).doesNotExist();
    }
}
