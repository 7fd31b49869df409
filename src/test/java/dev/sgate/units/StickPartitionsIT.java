package dev.sgate.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.LoopVolume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which partitions of a stick {@code stick-mount} takes. */
class StickPartitionsIT extends StickMountUnderTest {
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
}
