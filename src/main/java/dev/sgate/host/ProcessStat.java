package dev.sgate.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
    private static final int COMMAND_LINE_LIMIT = 8192;

    /** The process with this pid; empty if there is none. What cannot be read, e.g. for want of file handles, is not gone. */
    static Optional<ProcessStat> find(long pid) throws IOException {
        return find(PROC, pid);
    }

    /** A process that ends while it is read gives another failure than one that is not there; then its folder is gone, too. */
    static Optional<ProcessStat> find(Path proc, long pid) throws IOException {
        Path process = proc.resolve(Long.toString(pid));
        try {
            return parse(pid, Files.readAllBytes(process.resolve("stat")));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException failure) {
            if (Files.notExists(process)) {
                return Optional.empty();
            }
            throw failure;
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

    /**
     * The words that a process was started with, each with a NUL behind it, up to some kilobytes; empty while it becomes another
     * program. Read at once: of two reads the second may see the next program, or nothing, and {@code Files.readString} reads the
     * first byte apart.
     *
     * @throws IOException also if the process ends meanwhile
     */
    static String commandLine(long pid) throws IOException {
        try (InputStream words =
                Files.newInputStream(PROC.resolve(Long.toString(pid)).resolve("cmdline"))) {
            byte[] atOnce = new byte[COMMAND_LINE_LIMIT];
            int length = words.read(atOnce);
            return length < 0 ? "" : new String(atOnce, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether it can still do something. */
    boolean isRunning() {
        return state != 'Z' && state != 'X';
    }

    /** Where /proc is mounted with {@code hidepid=1}, other people's processes may not be looked at; none is in our sessions. */
    private static Optional<ProcessStat> findVisible(long pid) throws IOException {
        try {
            return find(pid);
        } catch (FileSystemException failure) {
            if (Files.isReadable(PROC.resolve(Long.toString(pid)).resolve("stat"))) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    /** All processes of a session that are running. */
    static List<ProcessStat> ofSession(long session) throws IOException {
        return running(found -> found.session == session);
    }

    /** All processes that are running and were started with these variables, by whomever: children inherit them. */
    static List<ProcessStat> withVariables(Set<String> variables) throws IOException {
        return running(found -> hasVariables(found.pid, variables));
    }

    private static List<ProcessStat> running(Predicate<ProcessStat> which) throws IOException {
        List<ProcessStat> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                findVisible(Long.parseLong(String.valueOf(process.getFileName())))
                        .filter(found -> found.isRunning() && which.test(found))
                        .ifPresent(members::add);
            }
        }
        return members;
    }

    /** Not of a process that ended meanwhile, or is somebody else's: none of ours is. */
    private static boolean hasVariables(long pid, Set<String> variables) {
        try {
            byte[] environment =
                    Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
            String text = new String(environment, StandardCharsets.ISO_8859_1);
            return List.of(text.split("\0", -1)).containsAll(variables);
        } catch (IOException notReadable) {
            return false;
        }
    }
}
