package dev.sgate.appliance;

import dev.sgate.release.HealthCheck;
import dev.sgate.station.Supervisor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs nothing, and finds everything healthy: the applications in the vectors are a few bytes of nothing. */
final class HealthyApplications implements Supervisor {
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    @Override
    public Optional<Running> find(String appName) {
        return Optional.ofNullable(running.get(appName));
    }

    @Override
    public Running start(String appName, String folder, List<String> command) {
        Running process = new Running(appName, folder, 1);
        running.put(appName, process);
        return process;
    }

    @Override
    public void stop(String appName) {
        running.remove(appName);
    }

    @Override
    public Health check(Running process, HealthCheck check) {
        return new Health.Healthy();
    }
}
