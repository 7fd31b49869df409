package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.host.FileSystemLook;
import dev.sgate.station.LedgerView.HeldRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Room on the disk of the state folder. */
final class DiskChecks {
    /** What an update leaves for the journal: 16 MiB; below twice that no license is safe either. */
    private static final long LEAST_BYTES = 32L << 20;

    private static final long LEAST_INODES = 500;
    private static final String FREE_SOME =
            "look with `du -xh --max-depth=2`; releases that are not needed go with the setting install.keepReleases";

    private DiskChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "disk-full",
                        "the room that is left on the state folder's disk",
                        "what happened cannot be put on record, so sticks are not served",
                        DiskChecks::full),
                Check.toLookAt(
                        "disk-low",
                        "whether the next release would fit beside the running one",
                        "an update of the same size would be refused as no-space",
                        DiskChecks::low),
                Check.broken(
                        "inodes-full",
                        "how many more files the state folder's disk can hold",
                        "a disk that can hold no more files is full, whatever room it has",
                        DiskChecks::inodes));
    }

    private static long usable(Box box) throws IOException, CannotTell {
        box.requireState();
        return Files.getFileStore(box.state()).getUsableSpace();
    }

    private static Finding full(Box box) throws IOException, CannotTell {
        long usable = usable(box);
        return faultIf(
                usable < LEAST_BYTES,
                mebibytes(usable) + " are left on the disk of " + box.state() + ", and " + mebibytes(LEAST_BYTES)
                        + " are needed",
                FREE_SOME);
    }

    private static Finding low(Box box) throws IOException, CannotTell {
        long largest = 0;
        for (HeldRelease release : box.ledger().running()) {
            largest = Math.max(largest, bytes(Applications.folder(box, release)));
        }
        long usable = usable(box);
        long needed = 2 * largest + LEAST_BYTES;
        return faultIf(
                usable >= LEAST_BYTES && largest > 0 && usable < needed,
                mebibytes(usable) + " are left on the disk of " + box.state() + ", and the next release needs about "
                        + mebibytes(needed),
                FREE_SOME);
    }

    private static long bytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static Finding inodes(Box box) throws IOException, CannotTell {
        box.requireState();
        OptionalLong free = FileSystemLook.at(box.state()).freeInodes();
        return faultIf(
                free.isPresent() && free.getAsLong() < LEAST_INODES,
                "the disk of " + box.state() + " can hold " + free.orElse(0) + " more files",
                "look for a folder with very many files: `du --inodes -x --max-depth=2`");
    }
}
