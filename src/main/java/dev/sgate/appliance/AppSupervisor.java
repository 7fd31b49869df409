package dev.sgate.appliance;

import dev.sgate.host.ProcessSupervisor;
import dev.sgate.host.SelfSupervisor;
import dev.sgate.host.SystemdSupervisor;
import dev.sgate.station.Supervisor;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who runs the applications, as the setting {@code apps.supervisor} says.
 *
 * @param output cuts what they printed, where that is for us to do: under systemd it goes to the journal
 * @param self who starts another release of SGate, under systemd
 */
record AppSupervisor(Supervisor supervisor, Ports.Output output, Optional<SelfSupervisor> self) {
    /** How long an application may take to stop before it is killed; under systemd its unit says so. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** The folder in {@code systemd/libexec/app-ended}. */
    private static final Path ENDINGS = Path.of("/run/sgate/ended");

    /** For whoever only looks. */
    static AppSupervisor of(Settings settings) {
        return of(settings, Optional.empty());
    }

    /** For the daemon. */
    static AppSupervisor ofDaemon(Settings settings) throws IOException {
        AppSupervisor supervisor = of(settings, launch());
        if (supervisor.self().isPresent()) {
            supervisor.self().get().begin();
        }
        return supervisor;
    }

    /** The daemon works. */
    void ready() {
        self.ifPresent(SelfSupervisor::ready);
    }

    private static AppSupervisor of(Settings settings, Optional<SelfSupervisor.Launch> launch) {
        if (settings.systemd()) {
            Supervisor units = new SystemdSupervisor(settings.state(), ENDINGS);
            SelfSupervisor self = new SelfSupervisor(settings.state(), launch, units);
            return new AppSupervisor(self, () -> {}, Optional.of(self));
        }
        ProcessSupervisor processes = new ProcessSupervisor(settings.state(), STOP_LIMIT);
        return new AppSupervisor(processes, processes::boundOutput, Optional.empty());
    }

    /** As {@code systemd/libexec/daemon} says; empty where something else started us. */
    private static Optional<SelfSupervisor.Launch> launch() {
        return Optional.ofNullable(System.getProperty("sgate.self.starts"))
                .map(starts -> new SelfSupervisor.Launch(
                        folder("sgate.self.meant"),
                        folder("sgate.self.runs"),
                        folder("sgate.self.outdated"),
                        Path.of(starts),
                        () -> System.exit(0),
                        SqliteLedger.schemaSteps()));
    }

    private static Optional<String> folder(String property) {
        return Optional.of(System.getProperty(property, "")).filter(name -> !name.isEmpty());
    }
}
