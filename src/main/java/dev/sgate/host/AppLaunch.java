package dev.sgate.host;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts an application in a session of its own. Between us and the application stands a small constant script: it takes a lock,
 * looks whether the application runs already, writes down who it is, and becomes the application. So whoever kills us at whatever
 * moment, the next start finds the application or starts the only one. What comes from outside reaches the script as arguments.
 */
final class AppLaunch {
    static final int ALREADY_RUNNING = 75;

    private static final long RECORD_LIMIT_SECONDS = 10;
    private static final Path NOTHING = Path.of("/dev/null");

    /** Arguments: the application's folder, the release's folder name, the boot id, the command's words. */
    private static final String SCRIPT = """
            app=$1 release=$2 boot=$3
            shift 3
            start_of() {
                stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
                set -- ${stat##*)}
                [ "$1" != Z ] && [ "$1" != X ] && shift 19 && started=$1
            }
            exec 9>"$app/running.lock" || exit 74
            flock 9 || exit 74
            if read -r pid ticks at rest <"$app/running" && [ "$at" = "$boot" ]; then
                if start_of "$pid" && [ "$started" = "$ticks" ]; then exit 75; fi
            fi 2>/dev/null
            start_of $$ || exit 74
            printf '%s %s %s %s\\n' "$$" "$started" "$boot" "$release" >"$app/running.new" || exit 74
            mv -f "$app/running.new" "$app/running" || exit 74
            exec 9>&-
            exec "$@"
            """;

    /** What the script says of itself, and what a system says that has no {@code setsid} or {@code sh}. */
    private static final Set<Integer> FAILED_BEFORE = Set.of(74, ALREADY_RUNNING, 126, 127);

    private final AppFolders apps;

    AppLaunch(AppFolders apps) {
        this.apps = apps;
    }

    /**
     * Returns when the application's record is written; an {@link IOException} if it never came to that. One that removes its record
     * at once has begun, too: its health check decides, and it is known by its {@link #marks}.
     */
    Process start(String appName, String folder, List<String> command) throws IOException {
        Path output = apps.output(appName).file();
        ProcessBuilder launch = builder(appName, folder, command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()));
        Process process = launch.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECORD_LIMIT_SECONDS);
        while (!isRecorded(appName, process) && !hasBegun(process)) {
            if (ended(process) && !isRecorded(appName, process) && FAILED_BEFORE.contains(process.exitValue())) {
                throw new IOException(
                        "could not start " + appName + ", exit code " + process.exitValue() + ", see " + output);
            }
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("could not start " + appName + " within " + RECORD_LIMIT_SECONDS + " s");
            }
        }
        return process;
    }

    private boolean isRecorded(String appName, Process process) throws IOException {
        return RunRecord.read(apps.running(appName))
                .filter(record -> record.pid() == process.pid())
                .isPresent();
    }

    /** Whether the script of the start has made way for the application, or that has ended already. */
    private static boolean hasBegun(Process process) {
        if (!process.isAlive()) {
            return !FAILED_BEFORE.contains(process.exitValue());
        }
        try {
            String words = ProcessStat.commandLine(process.pid());
            return !words.isEmpty() && !words.contains(SCRIPT);
        } catch (IOException endedMeanwhile) {
            // not there any more, or "No such process" for a moment: the next look sees that it has ended
            return false;
        }
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new java.io.InterruptedIOException("starting was interrupted").initCause(e);
        }
    }

    private ProcessBuilder builder(String appName, String folder, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "sgate-app"));
        words.add(apps.app(appName).toString());
        words.add(folder);
        words.add(RunRecord.currentBootId());
        words.addAll(absolute(appName, folder, command));
        return inRelease(appName, folder, words);
    }

    /** Variables that every process of the application was started with, and that nobody else has. */
    Set<String> marks(String appName) {
        return Set.of("SGATE_APP=" + appName, "HOME=" + home(appName));
    }

    private Path home(String appName) {
        return apps.app(appName).resolve("home");
    }

    /** A command of the release, ready to run beside the application, its output thrown away. */
    ProcessBuilder inRelease(String appName, String folder, List<String> words) throws IOException {
        Path home = home(appName);
        Durable.makeFolder(home, Durable.PRIVATE_FOLDER);
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("HOME", home.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("SGATE_APP", appName);
        environment.put("SGATE_VERSION", folder.replaceFirst("-[0-9a-f]{8}$", ""));
        return builder.directory(apps.release(appName, folder).toFile())
                .redirectInput(Redirect.from(NOTHING.toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
    }

    /** The command with its first word, a path inside the release, made absolute: never looked for anywhere else. */
    List<String> absolute(String appName, String folder, List<String> command) {
        Path release = apps.release(appName, folder);
        Path program = release.resolve(command.get(0)).normalize();
        if (!program.startsWith(release) || !Files.isDirectory(release)) {
            throw new IllegalArgumentException("not a command of " + folder + ": " + command.get(0));
        }
        List<String> words = new ArrayList<>(command);
        words.set(0, program.toString());
        return words;
    }
}
