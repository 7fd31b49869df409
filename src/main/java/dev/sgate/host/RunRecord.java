package dev.sgate.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code apps/<name>/running}: which process is the application. The application's own process writes it before it becomes
 * the application, so there is none that we do not know of. It needs no sync: after a power cut it names another boot.
 *
 * @param pid the process, which leads a session of its own
 * @param startTicks as {@link ProcessStat#startTicks}
 * @param bootId as {@code /proc/sys/kernel/random/boot_id}
 * @param folder the release it was started from
 */
record RunRecord(long pid, long startTicks, String bootId, String folder) {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,10}) ([0-9]{1,18}) ([0-9a-f-]{36}) (\\S{1,200})\n");

    static Optional<RunRecord> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Empty for any other text than one whole line of ours. */
    static Optional<RunRecord> parse(String text) {
        Matcher line = LINE.matcher(text);
        return line.matches()
                ? Optional.of(new RunRecord(
                        Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), line.group(3), line.group(4)))
                : Optional.empty();
    }

    /** As the file has it. */
    String line() {
        return pid + " " + startTicks + " " + bootId + " " + folder + "\n";
    }

    static String currentBootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    /** Whether the very process that wrote this is still running. */
    boolean isRunning() throws IOException {
        return isOfThisBoot()
                && ProcessStat.find(pid)
                        .filter(found -> found.startTicks() == startTicks && found.isRunning())
                        .isPresent();
    }

    /**
     * The application's processes that are running, children that outlived their parent among them. A pid is not given out again
     * while a session goes by it; so if somebody else has it, the session is over.
     */
    List<ProcessStat> session() throws IOException {
        boolean over = !isOfThisBoot()
                || ProcessStat.find(pid)
                        .filter(other -> other.startTicks() != startTicks)
                        .isPresent();
        return over ? List.of() : ProcessStat.ofSession(pid);
    }

    private boolean isOfThisBoot() throws IOException {
        return bootId.equals(currentBootId());
    }
}
