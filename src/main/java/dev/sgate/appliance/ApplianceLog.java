package dev.sgate.appliance;

import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The daemon's log: one line an event on standard error. A line says what happened, why, and what to do next, then the facts as
 * {@code name=value}. Where nobody looks at a terminal, it starts with the priority in the way systemd reads it, e.g. {@code
 * <4>}. Nothing from outside gets into a line but through {@link Evidence#printable}. Thread-safe.
 *
 * <p>Our own lines do not go through {@code java.util.logging}: that stops to work as soon as the process is told to end, and the
 * end is worth a line.
 */
public final class ApplianceLog {
    private static volatile Lines lines = new Lines(System.err, false);

    private ApplianceLog() {}

    /** Sends all log lines of this JVM to {@code out}; from libraries only warnings and worse, without stack traces. */
    public static void install(PrintStream out, boolean priorities) {
        lines = new Lines(out, priorities);
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new FromLibraries());
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** Whether standard error goes to the system's journal, or anywhere else but to a terminal. */
    public static boolean wantsPriorities() {
        if (System.getenv("JOURNAL_STREAM") != null) {
            return true;
        }
        try {
            String where = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return !where.startsWith("/dev/pts/") && !where.startsWith("/dev/tty");
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Whether lines bear the priority: then nobody looks at a terminal. */
    static boolean hasPriorities() {
        return lines.priorities();
    }

    /** All is well. */
    static void info(String what, Evidence facts) {
        lines.write(Priority.INFO, line(what, facts));
    }

    /** Somebody should look at it. */
    static void warning(String what, Evidence facts) {
        lines.write(Priority.WARNING, line(what, facts));
    }

    /** Something is broken. */
    static void error(String what, Evidence facts) {
        lines.write(Priority.ERROR, line(what, facts));
    }

    private static String line(String what, Evidence facts) {
        return facts.facts().isEmpty() ? what : what + " " + facts.oneLine();
    }

    /** The numbers of syslog. */
    private enum Priority {
        ERROR(3),
        WARNING(4),
        INFO(6);

        private final int number;

        Priority(int number) {
            this.number = number;
        }
    }

    private record Lines(PrintStream out, boolean priorities) {
        void write(Priority priority, String text) {
            String prefix = priorities ? "<" + priority.number + ">" : "";
            // one write a line, so that the lines of two threads do not mix
            byte[] line = (prefix + text.replaceAll("[^ -~]", "?") + "\n").getBytes(StandardCharsets.US_ASCII);
            out.write(line, 0, line.length);
            out.flush();
        }
    }

    /** What a library says may hold anything. */
    private static final class FromLibraries extends Handler {
        @Override
        public void publish(LogRecord event) {
            Throwable thrown = event.getThrown();
            String cause = thrown == null ? "" : ": " + thrown;
            boolean severe = event.getLevel().intValue() >= Level.SEVERE.intValue();
            lines.write(severe ? Priority.ERROR : Priority.WARNING, Evidence.printable(event.getMessage() + cause));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
