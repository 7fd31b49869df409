package dev.sgate.host;

import dev.sgate.release.HealthCheck;
import dev.sgate.seal.Evidence;
import dev.sgate.station.CrashPoint;
import dev.sgate.station.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the application as the unit {@code sgate-app@<name>.service}: systemd gives it a user, a sandbox and a control group, which
 * holds whatever it forks. Which release it is stands in {@code apps/<name>/launch}. systemd is asked when a run begins, when its
 * process is gone, and once at our own start; in between {@code /proc} says whether it runs. Safe for use by several threads.
 */
public final class SystemdSupervisor implements Supervisor {
    /** systemd ends a unit within 10 s or kills it; a slow machine takes its time over the rest. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final AppFolders apps;
    private final AppLaunch launch;
    private final Path endings;
    private final Units units;

    /** An application is in it once systemd was asked; what ran then, also if it has ended since. */
    private final Map<String, Optional<UnitRun>> asked = new HashMap<>();

    /** @param endings where {@code app-ended} leaves its notes, e.g. {@code /run/sgate/ended} */
    public SystemdSupervisor(Path state, Path endings) {
        this.apps = new AppFolders(state);
        this.launch = new AppLaunch(apps);
        this.endings = endings;
        this.units = new Units(LIMIT);
    }

    /**
     * One run of an application's unit.
     *
     * @param over whether systemd said so, too
     */
    private record UnitRun(Running running, long startTicks, String invocation, boolean over) {
        UnitRun ended() {
            return new UnitRun(running, startTicks, invocation, true);
        }

        boolean isRunning() throws IOException {
            return ProcessStat.find(running.pid())
                    .filter(found -> found.startTicks() == startTicks && found.isRunning())
                    .isPresent();
        }
    }

    /** The unit of an application; its name is one that systemd takes as it is. */
    static String unit(String appName) {
        return "sgate-app@" + appName + ".service";
    }

    static String probeUnit(String appName) {
        return "sgate-app-probe@" + appName + ".service";
    }

    @Override
    public synchronized Optional<Running> find(String appName) throws IOException {
        Optional<UnitRun> run = asked.get(appName);
        if (run == null) {
            run = ask(appName);
        } else if (run.isPresent() && !run.get().over() && !run.get().isRunning()) {
            // Somebody may have restarted the unit by hand.
            UnitRun last = run.get();
            run = ask(appName).or(() -> Optional.of(last.ended()));
        }
        asked.put(appName, run);
        return run.filter(last -> !last.over()).map(UnitRun::running);
    }

    private Optional<UnitRun> ask(String appName) throws IOException {
        Units.State state = units.show(unit(appName));
        Optional<String> folder = launchFile(appName).folder();
        if (!state.isActive() || folder.isEmpty()) {
            return Optional.empty();
        }
        return ProcessStat.find(state.runningPid())
                .map(process -> new UnitRun(
                        new Running(appName, folder.get(), process.pid()),
                        process.startTicks(),
                        state.end().invocation(),
                        false));
    }

    @Override
    public synchronized Running start(String appName, String folder, List<String> command) throws IOException {
        if (find(appName).isPresent()) {
            throw new IllegalStateException("it runs already: " + appName);
        }
        launch.absolute(appName, folder, command);
        // What an application left behind when it ended would hold on to its ports and files.
        stop(appName);
        launchFile(appName).write(folder, command);
        asked.remove(appName);
        CrashPoint.BEFORE_APP_STARTED.reached();
        units.start(unit(appName));
        CrashPoint.AFTER_APP_STARTED.reached();
        Units.State state = units.show(unit(appName));
        Running running = new Running(appName, folder, state.pid());
        long startTicks =
                ProcessStat.find(state.pid()).map(ProcessStat::startTicks).orElse(-1L);
        asked.put(
                appName,
                Optional.of(new UnitRun(running, startTicks, state.end().invocation(), false)));
        return running;
    }

    /** Removes what was to be started, too: nobody starts the unit by hand, then. */
    @Override
    public synchronized void stop(String appName) throws IOException {
        units.stop(unit(appName), probeUnit(appName));
        CrashPoint.BEFORE_APP_RECORD_REMOVED.reached();
        launchFile(appName).remove();
        probeFile(appName).remove();
        CrashPoint.AFTER_APP_RECORD_REMOVED.reached();
        asked.put(appName, Optional.empty());
    }

    @Override
    public Health check(Running running, HealthCheck check) throws IOException, InterruptedException {
        return new HealthWatch(new Watched(running)).await(check.timeout(), probe(running, check));
    }

    @Override
    public Evidence ending(Running ended) {
        try {
            return ending(ended, Evidence.none());
        } catch (IOException notKnown) {
            return Evidence.none();
        }
    }

    /** systemd knows it until the unit is started again, and the note where somebody else did that. */
    private synchronized Evidence ending(Running ended, Evidence evidence) throws IOException {
        Optional<String> invocation = Optional.ofNullable(asked.get(ended.appName()))
                .flatMap(run -> run)
                .filter(run -> run.running().equals(ended))
                .map(UnitRun::invocation);
        if (invocation.isEmpty()) {
            return evidence;
        }
        RunEnding now = units.show(unit(ended.appName())).end();
        return now.invocation().equals(invocation.get())
                ? now.addTo(evidence)
                : RunEnding.read(endings.resolve(ended.appName()))
                        .filter(noted -> noted.invocation().equals(invocation.get()))
                        .map(noted -> noted.addTo(evidence))
                        .orElse(evidence);
    }

    private final class Watched implements WatchedRun {
        private final Running running;

        Watched(Running running) {
            this.running = running;
        }

        @Override
        public boolean isRunning() throws IOException {
            return find(running.appName()).filter(running::equals).isPresent();
        }

        @Override
        public Evidence ending(Evidence evidence) throws IOException {
            return SystemdSupervisor.this.ending(running, evidence);
        }

        @Override
        public void pause(Duration longest) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(longest.toMillis());
        }
    }

    private LaunchFile launchFile(String appName) {
        return new LaunchFile(apps.app(appName).resolve("launch"));
    }

    private LaunchFile probeFile(String appName) {
        return new LaunchFile(apps.app(appName).resolve("probe"));
    }

    private HealthProbe probe(Running running, HealthCheck check) {
        return switch (check) {
            case HealthCheck.Alive alive -> HealthProbe.alive(alive.forAtLeast());
            case HealthCheck.Command command ->
                new UnitProbe(
                        units,
                        probeUnit(running.appName()),
                        probeFile(running.appName()),
                        running.folder(),
                        command.command());
            case HealthCheck.Http http -> new HttpProbe(http.url());
            case HealthCheck.UnitActive unit -> HealthProbe.isActive(unit(running.appName()));
        };
    }
}
