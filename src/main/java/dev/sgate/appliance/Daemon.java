package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MountWatch;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** {@code sgate run}: the appliance as a process, from its start to SIGTERM. */
public final class Daemon {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;

    private final Machine machine;
    private final Appliance appliance;
    private final LocalDoor door;
    private final Optional<LeaseDoor> leases;
    private final Kiosk kiosk;

    private Daemon(Machine machine, Appliance appliance, LocalDoor door, Optional<LeaseDoor> leases, Kiosk kiosk) {
        this.machine = machine;
        this.appliance = appliance;
        this.door = door;
        this.leases = leases;
        this.kiosk = kiosk;
    }

    /**
     * Runs until the process is told to stop, and never returns: the process then ends with status 0, or 1 if the stop was not
     * put on record.
     *
     * @param camel begun as early as could be
     * @param version of this product
     * @param begunNanos {@link System#nanoTime} when the program began, for the line {@code ready}
     * @throws BadSetting if a setting is wrong, or another daemon has the state folder
     * @throws RoutesRefused if a route file holds a mistake
     */
    public static void run(CamelLoading camel, Settings settings, String version, long begunNanos) throws Exception {
        Daemon daemon = start(camel, settings, version);
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::end, "shutdown"));
        LogLine.of(LogEvent.READY, "ready")
                .with("ms", (System.nanoTime() - begunNanos) / 1_000_000)
                .with("media", settings.media())
                .with("state", settings.state())
                .tell();
        new CountDownLatch(1).await();
    }

    /** The machine is opened on a thread of its own while the routes are read: start-up is mostly loading classes. */
    private static Daemon start(CamelLoading camel, Settings settings, String version) throws Exception {
        FutureTask<Machine> opening = new FutureTask<>(() -> Machine.open(settings));
        Thread.ofPlatform().name("machine").start(opening);
        Pipeline pipeline;
        try {
            pipeline = Pipeline.prepare(camel, settings.routes(), StepCatalog.ofProduct());
        } catch (Exception failed) {
            opened(opening).close();
            throw failed;
        }
        Machine machine = opened(opening);
        try {
            MountWatch watch = new MountWatch(machine.ports().mounts());
            Kiosk kiosk = KioskDoor.open(machine.ports(), watch);
            Appliance appliance =
                    Appliance.start(settings, pipeline, machine.ports(), machine.reports(), watch, kiosk, version);
            HeldTiers.make(machine.ports());
            LocalDoor door =
                    LocalDoor.open(settings.socket(), machine.ports(), machine.leaseKeys(), machine.personalKey());
            return new Daemon(machine, appliance, door, leases(settings.lease(), machine, kiosk), kiosk);
        } catch (Exception failed) {
            machine.close();
            throw failed;
        }
    }

    /** Not waited for: a site may have no application that asks. */
    private static Optional<LeaseDoor> leases(LeaseServiceSettings settings, Machine machine, Kiosk kiosk) {
        return settings.service()
                .map(terms -> LeaseDoor.opening(
                        terms,
                        machine.leasing(settings.leasing()),
                        machine.ports().metrics(),
                        kiosk));
    }

    private static Machine opened(FutureTask<Machine> opening) throws Exception {
        try {
            return opening.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** A process that a signal ends has 128 and its number for a status, and an orderly stop would look like a crash. */
    private void end() {
        int status = endedInOrder() ? STOPPED : FAILED;
        ApplianceLog.flush();
        Runtime.getRuntime().halt(status);
    }

    private boolean endedInOrder() {
        try {
            kiosk.end();
            door.close();
            leases.ifPresent(LeaseDoor::close);
            appliance.close();
            LogLine.of(LogEvent.STOPPED, "stopped: applications live on").tell();
            machine.close();
            return true;
        } catch (IOException | RuntimeException failed) {
            LogLine.of(LogEvent.END_NOT_RECORDED, "the end was not put on record; nothing is lost")
                    .with("cause", failed)
                    .alarm();
            return false;
        }
    }
}
