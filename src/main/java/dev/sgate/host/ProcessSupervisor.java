package dev.sgate.host;

import dev.sgate.release.HealthCheck;
import dev.sgate.seal.Evidence;
import dev.sgate.station.CrashPoint;
import dev.sgate.station.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the application as a process of its own, without an init system's help. It leads its own session, so it outlives us and a
 * Ctrl-C; it is found again by pid, start time and boot. Its output goes to {@code apps/<name>/output.log}, begun anew at each
 * start and kept within bounds by {@link #boundOutput}. A child that makes a session of its own is known by the
 * variables it inherited; one that clears those, too, escapes {@link #stop}: only a service unit's control group holds such a
 * one. Safe for use by several threads.
 */
public final class ProcessSupervisor implements Supervisor {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final AppFolders apps;
    private final AppLaunch launch;
    private final Duration stopLimit;
    private final Map<Long, Process> children = new ConcurrentHashMap<>();

    /** @param stopLimit how long an application may take to end when it is asked to, before it is killed */
    public ProcessSupervisor(Path state, Duration stopLimit) {
        this.apps = new AppFolders(state);
        this.launch = new AppLaunch(apps);
        this.stopLimit = stopLimit;
    }

    @Override
    public synchronized Optional<Running> find(String appName) throws IOException {
        Optional<RunRecord> record = RunRecord.read(apps.running(appName));
        return record.isPresent() && record.get().isRunning()
                ? record.map(found -> new Running(appName, found.folder(), found.pid()))
                : Optional.empty();
    }

    @Override
    public synchronized Running start(String appName, String folder, List<String> command) throws IOException {
        if (find(appName).isPresent()) {
            throw new IllegalStateException("it runs already: " + appName);
        }
        // Children that an application left behind when it ended would hold on to its ports and files.
        stop(appName);
        children.values().removeIf(process -> !process.isAlive());
        apps.output(appName).rotate();
        CrashPoint.BEFORE_APP_STARTED.reached();
        Process process = launch.start(appName, folder, command);
        CrashPoint.AFTER_APP_STARTED.reached();
        children.put(process.pid(), process);
        return new Running(appName, folder, process.pid());
    }

    /** Cuts the output of every application that printed more than {@link AppOutput#LIMIT_BYTES}; to be called now and then. */
    public synchronized void boundOutput() throws IOException {
        for (String app : apps.names()) {
            apps.output(app).cut();
        }
    }

    @Override
    public synchronized void stop(String appName) throws IOException {
        Path file = apps.running(appName);
        Optional<RunRecord> record = RunRecord.read(file);
        Members members = () -> members(appName, record);
        if (record.isEmpty() && members.now().isEmpty()) {
            return;
        }
        signal(members, ProcessHandle::destroy);
        if (!hasEnded(members, stopLimit)) {
            signal(members, ProcessHandle::destroyForcibly);
            if (!hasEnded(members, KILL_LIMIT)) {
                throw new IOException("cannot be killed: " + appName + ", pids "
                        + members.now().stream().map(ProcessStat::pid).toList());
            }
        }
        CrashPoint.BEFORE_APP_RECORD_REMOVED.reached();
        Files.deleteIfExists(file);
        CrashPoint.AFTER_APP_RECORD_REMOVED.reached();
    }

    /** The application's processes as they are now. */
    private interface Members {
        Set<ProcessStat> now() throws IOException;
    }

    private Set<ProcessStat> members(String appName, Optional<RunRecord> record) throws IOException {
        Set<ProcessStat> members = new HashSet<>(ProcessStat.withVariables(launch.marks(appName)));
        if (record.isPresent()) {
            members.addAll(record.get().session());
        }
        return members;
    }

    private interface Signal {
        boolean send(ProcessHandle process);
    }

    private static void signal(Members members, Signal signal) throws IOException {
        for (ProcessStat member : members.now()) {
            ProcessHandle.of(member.pid()).ifPresent(signal::send);
        }
    }

    private static boolean hasEnded(Members members, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!members.now().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    @Override
    public Health check(Running running, HealthCheck check) throws IOException, InterruptedException {
        Optional<Process> child = Optional.ofNullable(children.get(running.pid()));
        HealthWatch watch = new HealthWatch(new ChildRun(() -> isStill(running), child));
        return watch.await(check.timeout(), probe(running, check));
    }

    @Override
    public Evidence ending(Running ended) {
        return ChildRun.howItEnded(Evidence.none(), Optional.ofNullable(children.get(ended.pid())));
    }

    private boolean isStill(Running running) throws IOException {
        return find(running.appName()).filter(running::equals).isPresent();
    }

    private HealthProbe probe(Running running, HealthCheck check) {
        return switch (check) {
            case HealthCheck.Alive alive -> HealthProbe.alive(alive.forAtLeast());
            case HealthCheck.Command command -> HealthProbe.command(launch, running, command.command());
            case HealthCheck.Http http -> new HttpProbe(http.url());
            case HealthCheck.UnitActive unit -> HealthProbe.isActive(SystemdSupervisor.unit(running.appName()));
        };
    }
}
