package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.site.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images of the state disk, taken on the way to a cut: each is what a cut at that moment would have left. They are judged at rest, and
 * nothing is started from them; so they cost a fiftieth of a cut. One for each run; the fuse sees to it that one is taken at a time.
 */
final class Frozen {
    /** @param known what the daemon had said until then */
    record Image(Path file, Truth known, boolean acknowledgement) {}

    private static final int MOST = 20;
    private static final int IN_FIRST_START = 8;
    private static final int IN_UPGRADE = 16;

    /** Stretches in which little is written. */
    private static final Set<String> LONG = Set.of("ready", "stick seen", "files to check", "license in force");

    private final Disk disk;
    private final Random random;
    private final int most;
    private int inFirstStart;
    private int inUpgrade;
    private final List<Image> images = new ArrayList<>();

    private Frozen(Disk disk, long seed, int most) {
        this.disk = disk;
        this.random = new Random(seed);
        this.most = most;
    }

    /** Up to twenty. */
    static Frozen some(Disk disk, long seed) {
        return new Frozen(disk, seed, MOST);
    }

    /** Up to twenty, some of them while the first start makes the state folder. */
    static Frozen ofFirstStart(Disk disk, long seed) {
        Frozen frozen = some(disk, seed);
        frozen.inFirstStart = IN_FIRST_START;
        return frozen;
    }

    /** Up to twenty, most of them soon after the database was opened. */
    static Frozen ofUpgrade(Disk disk, long seed) {
        Frozen frozen = some(disk, seed);
        frozen.inUpgrade = IN_UPGRADE;
        return frozen;
    }

    /** Takes none. */
    static Frozen none(Disk disk) {
        return new Frozen(disk, 0, 0);
    }

    /** Half of the images come right after an acknowledgement. */
    void afterLine(String line, Truth truth) {
        if (Moment.acknowledges(line) && random.nextInt(10) < 9) {
            take(truth, true);
        }
    }

    /** The others come at moments by chance, most of them where steps that last follow each other closely. */
    List<Long> delaysAfter(String line, Moment.Stretches stretches) {
        if (line.equals(Moment.OPENED)) {
            return Stream.generate(() -> Moment.afterOpening(random))
                    .limit(inUpgrade)
                    .toList();
        }
        String stretch = Moment.stretchOf(line);
        int outOfTen = LONG.contains(stretch) ? 3 : 10;
        return stretch.isEmpty() || random.nextInt(10) >= outOfTen
                ? List.of()
                : List.of((long) (random.nextDouble() * stretches.of(stretch)));
    }

    /** When images of the start are taken, from its beginning: in its second half, for before that nothing is made. */
    List<Long> delaysInStart(Moment.Stretches stretches) {
        return random.doubles(inFirstStart, 0.3, 1.1)
                .mapToObj(part -> (long) (part * stretches.of("")))
                .toList();
    }

    void take(Truth truth, boolean acknowledgement) {
        if (images.size() < most) {
            Truth known = truth.copy();
            try {
                images.add(new Image(disk.freeze(), known, acknowledgement));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** In the order in which they were taken. */
    List<Image> images() {
        return List.copyOf(images);
    }
}
