package dev.sgate.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/<pid>/stat} says of a process (see proc(5)).
 *
 * @param state one letter; {@code Z} for one that has ended and was not yet waited for
 * @param session the pid of the process that leads its session
 * @param startTicks when it started, in clock ticks since boot: with the pid it names a process for as long as the machine is up
 */
record ProcessStat(long pid, char state, long session, long startTicks) {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int START_TICKS = 19;

    /** The process with this pid; empty if there is none. */
    static Optional<ProcessStat> find(long pid) {
        try {
            return parse(
                    pid, Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Empty for a text of another form. The program's name stands in parentheses and may hold anything, parentheses too. */
    static Optional<ProcessStat> parse(long pid, byte[] stat) {
        String text = new String(stat, StandardCharsets.ISO_8859_1);
        String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length <= START_TICKS || fields[STATE].length() != 1
                ? Optional.empty()
                : Optional.of(new ProcessStat(
                        pid,
                        fields[STATE].charAt(0),
                        Long.parseLong(fields[SESSION]),
                        Long.parseLong(fields[START_TICKS])));
    }

    /** Whether it can still do something. */
    boolean isRunning() {
        return state != 'Z' && state != 'X';
    }

    /** All processes of a session that are running. */
    static List<ProcessStat> ofSession(long session) throws IOException {
        List<ProcessStat> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                find(Long.parseLong(String.valueOf(process.getFileName())))
                        .filter(found -> found.session == session && found.isRunning())
                        .ifPresent(members::add);
            }
        }
        return members;
    }
}
