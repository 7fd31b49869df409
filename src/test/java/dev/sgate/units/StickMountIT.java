package dev.sgate.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.LoopVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stick-mount}, the program of {@code sgate-stick@.service}, on real file systems; USB and udev are the VM's part. */
@Timeout(120)
class StickMountIT {
    private static final String PROGRAM =
            Path.of("systemd/libexec/stick-mount").toAbsolutePath().toString();

    @TempDir
    private Path temp;

    private LoopVolume stick;

    @BeforeEach
    void plugIn() throws IOException {
        LoopVolume.require();
        stick = LoopVolume.make(temp.resolve("stick.img"), LoopVolume.Format.EXT4, 16 << 20);
    }

    @AfterEach
    void pull() throws Exception {
        if (stick != null) {
            mount("off");
            stick.close();
        }
    }

    private Path place() {
        return temp.resolve("media").resolve(name());
    }

    private String name() {
        return Path.of(stick.device()).getFileName().toString();
    }

    private Tool mount(String what) throws Exception {
        return mount(what, name());
    }

    private Tool mount(String what, String name) throws Exception {
        return Tool.run(
                temp,
                "env",
                List.of(
                        "PATH=" + temp.resolve("bin") + ":" + System.getenv("PATH"),
                        "SGATE_MEDIA=" + temp.resolve("media"),
                        "SGATE_DAEMON=nobody",
                        PROGRAM,
                        what,
                        name));
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

    /** One stick, one answer: what can be read, else what is of another kind, else nothing; of two alike the first. */
    @Test
    void ofThePartitionsOfAStickThoseCountThatAPersonPutsFilesOn() throws Exception {
        try (Partitions parts = Partitions.make(stick.device(), 3)) {
            assertThat(counting(parts)).as("nothing anywhere").containsExactly(1);

            LoopVolume.run("mke2fs", "-q", "-t", "ext2", parts.device(3));
            assertThat(counting(parts)).as("nothing beside another kind").containsExactly(3);

            LoopVolume.run("mke2fs", "-q", "-t", "ext2", parts.device(2));
            assertThat(counting(parts)).as("two of another kind").containsExactly(2);

            LoopVolume.run("mkfs.ext4", "-q", parts.device(1));
            assertThat(counting(parts))
                    .as("the one to start from, beside another kind")
                    .containsExactly(2);

            LoopVolume.run("mkfs.ext4", "-q", "-F", parts.device(2));
            assertThat(counting(parts))
                    .as("another kind beside what can be read")
                    .containsExactly(2);

            LoopVolume.run("wipefs", "-aq", parts.device(3));
            assertThat(counting(parts)).as("all that can be read").containsExactly(1, 2);
        }
    }

    /** The tenth partition is not before the second, and swap is nobody's stick. */
    @Test
    void theFirstPartitionSpeaksByItsNumberAndWhatBelongsToAMachineNever() throws Exception {
        try (Partitions parts = Partitions.make(stick.device(), 12)) {
            LoopVolume.run("mkswap", "-q", parts.device(1));
            assertThat(counting(parts)).as("nothing beside swap").isEmpty();
            assertThat(mount("on", parts.name(1)).output()).contains("(swap) is left alone");

            LoopVolume.run("mke2fs", "-q", "-t", "ext2", parts.device(10));
            LoopVolume.run("mke2fs", "-q", "-t", "ext2", parts.device(2));
            assertThat(counting(parts)).as("another kind beside swap").containsExactly(2);
        }
    }

    /** A broken neighbour would hold up a good partition. */
    @Test
    void besideWhatCanBeReadNothingIsLookedAt() throws Exception {
        try (Partitions parts = Partitions.make(stick.device(), 3)) {
            LoopVolume.run("mkfs.ext4", "-q", parts.device(2));
            Path blkid = Files.createDirectory(temp.resolve("bin")).resolve("blkid");
            Files.writeString(
                    blkid, "#!/bin/sh\necho \"$*\" >>" + temp.resolve("asked") + "\nexec /sbin/blkid \"$@\"\n");
            Files.setPosixFilePermissions(blkid, PosixFilePermissions.fromString("rwxr-xr-x"));

            assertThat(mount("on", parts.name(2)).output()).contains("(ext4) is there");
            assertThat(Files.readAllLines(temp.resolve("asked")))
                    .isNotEmpty()
                    .allMatch(asked -> asked.endsWith(parts.device(2)));
            mount("off", parts.name(2));
        }
    }

    @Test
    void ofManyPartitionsOnlySomeAreLookedAt() throws Exception {
        stick.close();
        stick = LoopVolume.make(temp.resolve("many.img"), LoopVolume.Format.EXT4, 64 << 20);
        try (Partitions parts = Partitions.make(stick.device(), 20)) {
            LoopVolume.run("mke2fs", "-q", "-t", "ext2", parts.device(20));
            assertThat(mount("on", parts.name(1)).output()).contains("is not taken: what is on it");
            assertThat(mount("on", parts.name(19)).output()).contains("is left alone");
            mount("off", parts.name(1));
        }
    }

    /** The partitions that are there for the daemon, whatever the order in which they come. */
    private List<Integer> counting(Partitions parts) throws Exception {
        List<Integer> counting = new ArrayList<>();
        for (int number = 1; number <= parts.count(); number++) {
            String name = parts.name(number);
            assertThat(mount("on", name).status()).isZero();
            if (Files.exists(temp.resolve("media").resolve(name))) {
                counting.add(number);
            }
            mount("off", name);
        }
        return counting;
    }

    /** Partitions of a megabyte and more, of which the first is meant to start a computer from. The kernel is told of them. */
    private record Partitions(String disk, int count) implements AutoCloseable {
        static Partitions make(String disk, int count) throws IOException {
            LoopVolume.run("wipefs", "-aq", disk);
            LoopVolume.run(
                    "sh",
                    "-c",
                    "printf 'label: gpt\\n,1M,U\\n" + ",1M\\n".repeat(count - 2)
                            + ",,\\n' | sfdisk -q --no-reread --no-tell-kernel $1",
                    "sh",
                    disk);
            LoopVolume.run("partx", "-a", disk);
            Partitions made = new Partitions(disk, count);
            for (int number = 1; number <= count; number++) {
                LoopVolume.run("wipefs", "-aq", made.device(number));
            }
            return made;
        }

        String device(int number) {
            return disk + "p" + number;
        }

        String name(int number) {
            return Path.of(device(number)).getFileName().toString();
        }

        @Override
        public void close() throws IOException {
            LoopVolume.run("partx", "-d", disk);
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
