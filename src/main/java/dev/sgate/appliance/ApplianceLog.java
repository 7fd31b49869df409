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
 */
public final class ApplianceLog {
    private static final Logger LOGGER = Logger.getLogger("dev.sgate");

    private ApplianceLog() {}

    /** Sends all log lines of this JVM to {@code out}; from libraries only warnings and worse. */
    public static void install(PrintStream out, boolean priorities) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new Lines(out, priorities));
        Logger.getLogger("").setLevel(Level.WARNING);
        LOGGER.setLevel(Level.INFO);
    }

    /** Whether standard error goes to the system's journal, or anywhere else but to a terminal. */
    public static boolean wantsPriorities() {
        if (System.getenv("JOURNAL_STREAM") != null) {
            return true;
        }
        try {
            Path where = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return !where.startsWith("/dev/pts") && !where.toString().startsWith("/dev/tty");
        } catch (IOException unknown) {
            return true;
        }
    }

    /** All is well. */
    public static void info(String what, Evidence facts) {
        LOGGER.log(Level.INFO, line(what, facts));
    }

    /** Somebody should look at it. */
    public static void warning(String what, Evidence facts) {
        LOGGER.log(Level.WARNING, line(what, facts));
    }

    /** Something is broken. */
    public static void error(String what, Evidence facts) {
        LOGGER.log(Level.SEVERE, line(what, facts));
    }

    private static String line(String what, Evidence facts) {
        return facts.facts().isEmpty() ? what : what + " " + facts.oneLine();
    }

    private static final class Lines extends Handler {
        private final PrintStream out;
        private final boolean priorities;

        Lines(PrintStream out, boolean priorities) {
            this.out = out;
            this.priorities = priorities;
        }

        @Override
        public void publish(LogRecord event) {
            String prefix = priorities ? "<" + priority(event.getLevel()) + ">" : "";
            byte[] line = (prefix + text(event) + "\n").getBytes(StandardCharsets.US_ASCII);
            // one write a line, so that lines of two threads do not mix
            out.write(line, 0, line.length);
            out.flush();
        }

        /** What our own code wrote is plain; what a library says may hold anything, and gets no stack trace. */
        private static String text(LogRecord event) {
            String message = String.valueOf(event.getMessage());
            if (String.valueOf(event.getLoggerName()).startsWith("dev.sgate")) {
                return message.replaceAll("[^ -~]", "?");
            }
            Throwable thrown = event.getThrown();
            String cause =
                    thrown == null ? "" : " cause=" + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
            return Evidence.printable(message + cause);
        }

        /** The numbers of syslog. */
        private static int priority(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return 3;
            }
            return level.intValue() >= Level.WARNING.intValue() ? 4 : 6;
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {}
    }
}
