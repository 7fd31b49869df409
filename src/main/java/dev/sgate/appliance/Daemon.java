package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.host.systemd.HangUp;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MountWatch;
import dev.sgate.station.StationReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** {@code sgate run}: the appliance as a process, from its start to SIGTERM. */
public final class Daemon {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;

    /** Between two looks for sticks, twice a second on all good days. */
    private static final Duration POLL_LIMIT = Duration.ofSeconds(30);

    private final Machine machine;
    private final Appliance appliance;
    private final LocalDoor door;
    private final Optional<LeaseDoor> leases;
    private final KioskDoor page;
    private final Vigil vigil;

    private Daemon(
            Machine machine,
            Appliance appliance,
            LocalDoor door,
            Optional<LeaseDoor> leases,
            KioskDoor page,
            Vigil vigil) {
        this.vigil = vigil;
        this.machine = machine;
        this.appliance = appliance;
        this.door = door;
        this.leases = leases;
        this.page = page;
    }

    /**
     * Runs until the process is told to stop: the process then ends with status 0, or 1 if the stop was not put on record. Where it
     * cannot work and systemd runs it, it says so until a new start is worth it, and returns; see {@link Standstill}.
     *
     * @param camel begun as early as could be
     * @param version of this product
     * @param begunNanos {@link System#nanoTime} when the program began, for the line {@code ready}
     * @throws BadSetting if a setting is wrong, or another daemon has the state folder
     * @throws RoutesRefused if a route file holds a mistake
     */
    public static void run(CamelLoading camel, Surroundings.Reading reading, String version, long begunNanos)
            throws Exception {
        Vigil vigil = Vigil.begin(System.getenv());
        SelfRelease.mustBecomeReady();
        Optional<Settings> settings = Optional.empty();
        try {
            settings = Optional.of(reading.read());
            Daemon daemon = start(camel, settings.get(), version, vigil);
            daemon.keep(settings.get(), reading, begunNanos);
        } catch (Exception cannot) {
            // A release that a stick brought ends instead, so that the launcher falls back on one that works.
            if (!vigil.isKept() || SelfRelease.isRunning()) {
                throw cannot;
            }
            standStill(Trouble.of(cannot, settings.map(Settings::state)), settings, reading, vigil);
        }
    }

    private static void standStill(
            Trouble trouble, Optional<Settings> settings, Surroundings.Reading reading, Vigil vigil)
            throws InterruptedException {
        Standstill standstill = new Standstill(trouble, settings.or(() -> Optional.of(Settings.byDefault())));
        HangUp.runs(standstill::again);
        standstill.hold(vigil, reading);
        vigil.close();
        ApplianceLog.flush();
    }

    private void keep(Settings settings, Surroundings.Reading reading, long begunNanos) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "shutdown"));
        machine.ready();
        SelfRelease.isReady();
        LogLine.of(LogEvent.READY, "ready")
                .with("ms", (System.nanoTime() - begunNanos) / 1_000_000)
                .with("media", settings.media())
                .with("state", settings.state())
                .tell();
        watch(settings, reading);
        new CountDownLatch(1).await();
    }

    /** Under systemd; elsewhere nobody asks. */
    private void watch(Settings settings, Surroundings.Reading reading) {
        if (!vigil.isKept()) {
            return;
        }
        Ports ports = machine.ports();
        Health health = new Health(
                machine.pulse(),
                vigil.watchdog()
                        .map(patience -> patience.dividedBy(2))
                        .filter(half -> half.compareTo(POLL_LIMIT) > 0)
                        .orElse(POLL_LIMIT),
                () -> ports.ledger().latestVisits(1));
        LiveStatus status = new LiveStatus(machine.pulse()::names, () -> standing(ports), vigil::wake);
        ApplianceLog.observe(status::take);
        machine.pulse().onChange(vigil::wake);
        vigil.ready(status::text, health::trouble);
        Rereading rereading = new Rereading(settings, reading, ports.trust());
        HangUp.runs(() -> vigil.reload(rereading::look));
    }

    private static String standing(Ports ports) {
        try {
            return StationReport.of(
                            ports.ledger(),
                            ports.trust(),
                            ports.supervisor(),
                            ports.device(),
                            ports.time(),
                            ports.situation().limits())
                    .inOneLine();
        } catch (IOException broken) {
            return "how it stands cannot be read: " + broken.getMessage();
        }
    }

    /** The machine is opened on a thread of its own while the routes are read: start-up is mostly loading classes. */
    private static Daemon start(CamelLoading camel, Settings settings, String version, Vigil vigil) throws Exception {
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
            KioskDoor page = KioskDoor.open(settings, machine.ports(), watch);
            Appliance appliance = Appliance.start(
                    settings, pipeline, machine.ports(), machine.reports(), watch, page.kiosk(), version);
            HeldTiers.make(machine.ports());
            LocalDoor door =
                    LocalDoor.open(settings.socket(), machine.ports(), machine.leaseKeys(), machine.personalKey());
            return new Daemon(machine, appliance, door, leases(settings.lease(), machine, page.kiosk()), page, vigil);
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
        vigil.close();
        try {
            page.close();
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
