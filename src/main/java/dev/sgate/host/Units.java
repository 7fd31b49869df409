package dev.sgate.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks systemd for the start, the end and the state of units, through {@code systemctl}. Whether the caller may is a rule of the
 * machine ({@code 50-sgate.rules}); nobody is asked for a password. What systemd cannot do or does not answer is an
 * {@link IOException} with its words.
 */
final class Units {
    private static final String ASKED =
            "ActiveState,MainPID,ExecMainPID,ExecMainCode,ExecMainStatus,InvocationID,Result";
    private static final List<String> EXIT_CODES = List.of("-", "exited", "killed", "dumped");

    private final Duration limit;

    /** @param limit how long systemd may take for one order; longer than the unit's own time-outs */
    Units(Duration limit) {
        this.limit = limit;
    }

    /**
     * What systemd says of a unit.
     *
     * @param active {@code ActiveState}
     * @param runningPid of the main process that runs; 0 if there is none
     * @param pid of the main process, also of one that has ended; 0 if there was none
     * @param end of that process; without meaning while it runs
     */
    record State(String active, long runningPid, long pid, RunEnding end) {
        boolean isActive() {
            return active.equals("active");
        }

        /** As {@code systemctl show} prints it: a line {@code Name=value} for each property. */
        static State parse(String text) throws IOException {
            Map<String, String> values = new HashMap<>();
            text.lines().forEach(line -> {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            });
            try {
                int code = Integer.parseInt(values.getOrDefault("ExecMainCode", ""));
                return new State(
                        values.getOrDefault("ActiveState", ""),
                        Long.parseLong(values.getOrDefault("MainPID", "")),
                        Long.parseLong(values.getOrDefault("ExecMainPID", "")),
                        new RunEnding(
                                values.getOrDefault("InvocationID", ""),
                                values.getOrDefault("Result", ""),
                                code >= 0 && code < EXIT_CODES.size() ? EXIT_CODES.get(code) : "-",
                                Integer.parseInt(values.getOrDefault("ExecMainStatus", ""))));
            } catch (NumberFormatException e) {
                throw new IOException("systemctl gave no answer of the known form: " + text, e);
            }
        }
    }

    State show(String unit) throws IOException {
        return State.parse(run("show", "--property=" + ASKED, "--", unit));
    }

    /** Returns when the unit's start is over: for an application, when its process is there. */
    void start(String unit) throws IOException {
        run("start", "--no-ask-password", "--", unit);
    }

    /** The words of such a start, for one that may fail or last. */
    static List<String> startCommand(String unit) {
        return List.of("systemctl", "start", "--no-ask-password", "--", unit);
    }

    /** Returns when nothing of the units' control groups is left. */
    void stop(String... units) throws IOException {
        run(words("stop", units));
        // That one failed is over with now. systemd calls it a failure if there is nothing to forget.
        Program.run(limit, command(words("reset-failed", units)));
    }

    private static String[] words(String verb, String... units) {
        List<String> words = new ArrayList<>(List.of(verb, "--no-ask-password", "--"));
        words.addAll(List.of(units));
        return words.toArray(String[]::new);
    }

    private String run(String... words) throws IOException {
        Program.Ended ended = Program.run(limit, command(words));
        if (!ended.succeeded()) {
            throw new IOException("systemctl " + words[0] + " failed: " + ended.output());
        }
        return ended.output();
    }

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        command.addAll(List.of(words));
        return command;
    }
}
