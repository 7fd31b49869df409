package dev.sgate.appliance;

import dev.sgate.host.ProcessSupervisor;
import dev.sgate.host.SystemdSupervisor;
import dev.sgate.station.Supervisor;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Who runs the applications, as the setting {@code apps.supervisor} says.
 *
 * @param output cuts what they printed, where that is for us to do: under systemd it goes to the journal
 */
record AppSupervisor(Supervisor supervisor, Ports.Output output) {
    /** How long an application may take to stop before it is killed; under systemd its unit says so. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** The folder in {@code systemd/libexec/app-ended}. */
    private static final Path ENDINGS = Path.of("/run/sgate/ended");

    static AppSupervisor of(Settings settings) {
        if (settings.systemd()) {
            return new AppSupervisor(new SystemdSupervisor(settings.state(), ENDINGS), () -> {});
        }
        ProcessSupervisor processes = new ProcessSupervisor(settings.state(), STOP_LIMIT);
        return new AppSupervisor(processes, processes::boundOutput);
    }
}
