package dev.sgate.units;

import dev.sgate.host.LoopVolume;
import java.io.IOException;
import java.nio.file.Path;

/** Partitions of a megabyte and more, of which the first is meant to start a computer from. The kernel is told of them. */
record Partitions(String disk, int count) implements AutoCloseable {
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
