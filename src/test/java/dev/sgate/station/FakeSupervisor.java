package dev.sgate.station;

import dev.sgate.release.HealthCheck;
import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Processes in memory. An application whose folder was named beforehand is sick, cannot be executed (its
 * process ends at once), or meets a machine that fails.
 */
final class FakeSupervisor implements Supervisor {
    private final StepFaults crash;
    final Map<String, Running> running = new HashMap<>();
    final List<String> started = new ArrayList<>();
    final Set<String> sick = new HashSet<>();
    final Set<String> unstartable = new HashSet<>();
    Runnable whileOnProbation = () -> {};
    /** By the name of an application, or by a folder. */
    final Map<String, IOException> startFails = new HashMap<>();

    Optional<IOException> checkFails = Optional.empty();
    boolean interrupted;
    private long lastPid = 1000;

    FakeSupervisor(StepFaults crash) {
        this.crash = crash;
    }

    @Override
    public Optional<Running> find(String appName) {
        return Optional.ofNullable(running.get(appName));
    }

    /** The folder that the application runs from; empty text if it does not run. */
    String folder(String appName) {
        return find(appName).map(Running::folder).orElse("");
    }

    @Override
    public Running start(String appName, String folder, List<String> command) throws IOException {
        if (running.containsKey(appName)) {
            throw new IllegalStateException("started twice: " + appName);
        }
        for (String broken : List.of(appName, folder)) {
            if (startFails.containsKey(broken)) {
                throw startFails.get(broken);
            }
        }
        Running process = new Running(appName, folder, ++lastPid);
        crash.step("start " + folder, () -> running.put(appName, process));
        started.add(folder);
        if (unstartable.contains(folder)) {
            running.remove(appName);
        }
        return process;
    }

    @Override
    public void stop(String appName) throws IOException {
        if (running.containsKey(appName)) {
            crash.step("stop " + running.get(appName).folder(), () -> running.remove(appName));
        }
    }

    @Override
    public Health check(Running process, HealthCheck check) throws IOException, InterruptedException {
        if (interrupted) {
            throw new InterruptedException("the appliance stops");
        }
        whileOnProbation.run();
        if (checkFails.isPresent()) {
            throw checkFails.get();
        }
        if (unstartable.contains(process.folder())) {
            return new Health.Unhealthy(Evidence.of("exitCode", 126));
        }
        if (sick.contains(process.folder())) {
            running.remove(process.appName());
            return new Health.Unhealthy(Evidence.of("exitCode", 3));
        }
        return new Health.Healthy();
    }
}
