package dev.sgate.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The programs that show what the machine can do, and what the kernel says they cost. */
final class Programs {
    private static final int CHILDREN_USER_TICKS = 13; // fields of /proc/self/stat behind the name, from 0
    private static final int CHILDREN_SYSTEM_TICKS = 14;
    private static final double NANOS_PER_TICK = 1e7; // USER_HZ is 100 on every Linux

    private Programs() {}

    static void run(Object... command) throws IOException, InterruptedException {
        answer(command);
    }

    /** What it prints; it must end well. */
    static String answer(Object... command) throws IOException, InterruptedException {
        List<String> words = Arrays.stream(command).map(Object::toString).toList();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + output);
        }
        return output;
    }

    /** Whether there is a program of this name. */
    static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v \"$1\" >/dev/null", "sh", program)
                        .start()
                        .waitFor()
                == 0;
    }

    /** CPU nanoseconds of all children that have ended; the kernel counts in steps of 10 ms. */
    static double childrenCpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[CHILDREN_USER_TICKS]) + Long.parseLong(fields[CHILDREN_SYSTEM_TICKS]))
                * NANOS_PER_TICK;
    }
}
