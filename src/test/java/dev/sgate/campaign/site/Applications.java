package dev.sgate.campaign.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processes that run in a folder: applications lead sessions of their own and outlive the daemon. */
public final class Applications {
    private static final long PAUSE_NANOS = 1_000_000;

    private Applications() {}

    /** Those whose working folder is this one or below, or that run a program from there. */
    public static List<ProcessHandle> below(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> isBelow(process, folder)).toList();
        }
    }

    /** Kills them; returns when none of them has a folder or a file open any more. */
    static void end(Path folder) {
        List<ProcessHandle> left = below(folder);
        while (!left.isEmpty()) {
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE_NANOS);
            // one that has ended has no working folder, also where nobody collected it yet
            left = below(folder);
        }
    }

    private static boolean isBelow(ProcessHandle process, Path folder) {
        try {
            String place = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .toString();
            return Path.of(place.replaceFirst(" \\(deleted\\)$", "")).startsWith(folder);
        } catch (IOException gone) {
            return false;
        }
    }
}
