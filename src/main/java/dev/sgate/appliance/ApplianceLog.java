package dev.sgate.appliance;

import dev.sgate.host.systemd.SystemJournal;
import dev.sgate.seal.Evidence;
import dev.sgate.station.LogEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The daemon's log: one line an event on standard error. A line says what happened, why, and what to do next, then the facts as
 * {@code name=value}. Where nobody looks at a terminal, it starts with the priority in the way systemd reads it, e.g. {@code
 * <4>}; the system's journal gets whole entries with fields instead. Nothing from outside gets into a line but through {@link
 * Evidence#printable}. Thread-safe.
 *
 * <p>Our own lines do not go through {@code java.util.logging}: that stops to work as soon as the process is told to end, and the
 * end is worth a line.
 */
public final class ApplianceLog {
    private static volatile LogOutput output = new TextLog(System.err, false);

    private static volatile Consumer<LogLine> observer = line -> {};

    private static final String STREAM = "JOURNAL_STREAM";

    private ApplianceLog() {}

    /** Sends all log lines of this JVM to {@code out}; from libraries only warnings and worse, without stack traces. */
    public static void install(PrintStream out, boolean priorities) {
        install(new TextLog(out, priorities));
    }

    /**
     * As {@link #install(PrintStream, boolean)}, to standard error as this process has it: lines for a person at a terminal, lines with
     * a priority for a file or a pipe, and where it is the system's journal, whole entries, see {@link JournalLog}.
     */
    public static void installForProcess() {
        install(
                SystemJournal.isOurs(Optional.ofNullable(System.getenv(STREAM)))
                        ? JournalLog.opening(SystemJournal.SOCKET, new TextLog(System.err, true))
                        : new TextLog(System.err, wantsPriorities()));
    }

    private static void install(LogOutput to) {
        output = to;
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new FromLibraries());
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** Whether standard error goes to the system's journal, or anywhere else but to a terminal. */
    private static boolean wantsPriorities() {
        if (System.getenv(STREAM) != null) {
            return true;
        }
        try {
            String where = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return !where.startsWith("/dev/pts/") && !where.startsWith("/dev/tty");
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Whether nobody looks at a terminal while lines are written. */
    static boolean isForMachines() {
        return output.isForMachines();
    }

    /** All is well. */
    static void info(LogLine line) {
        write(LogPriority.INFO, line);
    }

    /** Somebody should look at it. */
    static void warning(LogLine line) {
        write(LogPriority.WARNING, line);
    }

    /** Something is broken. */
    static void error(LogLine line) {
        write(LogPriority.ERROR, line);
    }

    private static void write(LogPriority priority, LogLine line) {
        output.write(priority, line);
        observer.accept(line);
    }

    /** Shows each of our own lines to somebody else, too; the last one who asked. */
    static void observe(Consumer<LogLine> by) {
        observer = by;
    }

    /** Waits until what was written has left this process; before its end. */
    static void flush() {
        output.flush();
    }

    /** What a library says may hold anything. */
    private static final class FromLibraries extends Handler {
        @Override
        public void publish(LogRecord event) {
            Throwable thrown = event.getThrown();
            String cause = thrown == null ? "" : ": " + thrown;
            boolean severe = event.getLevel().intValue() >= Level.SEVERE.intValue();
            output.write(
                    severe ? LogPriority.ERROR : LogPriority.WARNING,
                    LogLine.of(LogEvent.LIBRARY_WARNING, Evidence.printable(event.getMessage() + cause)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
