package dev.sgate.appliance;

import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.host.BootClock;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.DiskLeaseFiles;
import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.HandedVolumes;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.host.LinuxMounts;
import dev.sgate.host.LinuxVolumes;
import dev.sgate.host.MarkedClock;
import dev.sgate.host.PatientVolumes;
import dev.sgate.host.PersonalKeyFile;
import dev.sgate.host.SntpClient;
import dev.sgate.host.StateLock;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.host.TrustFile;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.Platform;
import dev.sgate.seal.Payloads;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.ClockComparison;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.InstallTurn;
import dev.sgate.station.LaunchStates;
import dev.sgate.station.LogEvent;
import dev.sgate.station.PersonalKey;
import dev.sgate.station.Situation;
import dev.sgate.station.Volumes;
import dev.sgate.station.leasing.LeaseFileKeeping;
import dev.sgate.station.leasing.LeaseKeys;
import dev.sgate.station.leasing.LeaseSettings;
import dev.sgate.station.leasing.Leasing;
import dev.sgate.station.leasing.SiteLeasing;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * This machine, opened for one daemon: the state folder with its lock, keys, ledger and releases, and the sticks. One place says what
 * a daemon is made of, in the order in which the parts need each other: that is why it is long.
 */
final class Machine implements AutoCloseable {
    /** The ledger's file in the state folder. */
    static final String LEDGER = "sgate.db";

    private final StateLock lock;
    private final SqliteLedger ledger;
    private final Ports ports;
    private final DataSource reports;
    private final LeaseKeyFiles leaseKeys;
    private final PersonalKey personalKey;
    private final MountPulse pulse;
    private final AppSupervisor applications;

    private Machine(
            StateLock lock,
            SqliteLedger ledger,
            Ports ports,
            DataSource reports,
            LeaseKeyFiles leaseKeys,
            PersonalKey personalKey,
            MountPulse pulse,
            AppSupervisor applications) {
        this.lock = lock;
        this.ledger = ledger;
        this.ports = ports;
        this.reports = reports;
        this.leaseKeys = leaseKeys;
        this.personalKey = personalKey;
        this.pulse = pulse;
        this.applications = applications;
    }

    /**
     * Opens the machine; at the first start, makes the state folder and the appliance's keys.
     *
     * @throws BadSetting if a folder is not there, or another daemon has this state
     */
    static Machine open(Settings settings) throws BadSetting, IOException {
        if (!Files.isDirectory(settings.media())) {
            throw new BadSetting("media", "there is no folder " + settings.media());
        }
        Path state = settings.state();
        if (!Files.isDirectory(state)) {
            Files.createDirectories(
                    state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        StateLock lock =
                StateLock.take(state).orElseThrow(() -> new BadSetting("state", "another appliance runs on " + state));
        try {
            return open(settings, lock);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static Machine open(Settings settings, StateLock lock) throws IOException {
        Path state = settings.state();
        Clock clock = Clock.systemUTC();
        TimeOrderedIds ids = new TimeOrderedIds(clock);
        Path database = state.resolve(LEDGER);
        StateOpening.makeReady(state, clock.instant());
        DeviceKeyFile device = DeviceKeyFile.openOrMake(state, settings.readMachineId(), database);
        PersonalKey personalKey = personalKey(state);
        DiskStaging staging = new DiskStaging(state);
        DiskReleases releases = new DiskReleases(state, staging);
        TrustFile pin = new TrustFile(settings.trust());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        SqliteLedger ledger = new StateOpening(
                        state,
                        device,
                        releases,
                        staging,
                        pin,
                        ids,
                        file -> SqliteLedger.open(
                                file, device.journalKey(), device.applianceId(), ids, personalKey::find))
                .open(now);
        ledger.untoldLoss().ifPresent(last -> tellLost(ledger, device, now, last));
        HeldTrust trust = new HeldTrust(ledger, pin);
        MarkedClock time = new MarkedClock(state, BootClock.ofMachine()::read, ledger.time(), trust);
        time.unreadable().ifPresent(Machine::tellUnreadableMark);
        LinuxMounts mounts = new LinuxMounts(settings.media(), settings.allowFolders());
        Offered offered = Offered.in(state);
        AppSupervisor applications = AppSupervisor.ofDaemon(settings);
        MountPulse pulse = new MountPulse(offered.beside(mounts), System::nanoTime);
        LeaseKeyFiles leaseKeys =
                new LeaseKeyFiles(state, () -> !ledger.instances().isEmpty(), Steps::announce);
        Ports ports = new Ports(
                ledger,
                trust,
                time,
                ids,
                device,
                situation(settings),
                pulse,
                new PatientVolumes(
                        offered.beside(volumes(settings, mounts)),
                        settings.sticks().patience()),
                staging,
                releases,
                applications.supervisor(),
                applications.output(),
                new Metrics(),
                new ClockComparison(
                        settings.timeServers(), settings.timeThreshold(), new SntpClient(), time, Thread::sleep),
                new LeaseFileKeeping(
                        new BundlesInForce(ledger, trust),
                        trust,
                        time,
                        device,
                        leaseKeys,
                        new DiskLeaseFiles(settings.leaseFolder()),
                        new LaunchStates(ledger, trust, device, time, settings.limits())::all,
                        new LeaseFileKeeping.Site(settings.lease().leasing().tenant(), settings.readMachineId()),
                        Steps::announce),
                new InstallTurn(),
                settings.install());
        return new Machine(
                lock, ledger, ports, SqliteLedger.reports(database), leaseKeys, personalKey, pulse, applications);
    }

    /** One that cannot be used costs the names of devices, and nothing else. */
    private static PersonalKey personalKey(Path state) {
        PersonalKey key = new PersonalKeyFile(state);
        if (key.find().isEmpty()) {
            LogLine.of(
                            LogEvent.PERSONAL_KEY_UNUSABLE,
                            "the key keys/personal.key cannot be used; names of devices are neither kept nor shown; all else goes on")
                    .with("next", "chmod 600, or a new one: sgate personal erase")
                    .alarm();
        }
        return key;
    }

    private static void tellUnreadableMark(IOException failure) {
        LogLine.of(
                        LogEvent.CLOCK_MARK_NOT_KEPT,
                        "the latest known time beside the database, the file mark, cannot be read; the database alone counts; look at"
                                + " the disk")
                .with("why", String.valueOf(failure.getMessage()))
                .alarm();
    }

    private static void tellLost(SqliteLedger ledger, DeviceKeyFile device, Instant now, ChainHead last) {
        long first = ledger.acknowledged().seq() + 1;
        LogLine.of(
                        LogEvent.JOURNAL_KEY_LOST,
                        "the journal's key keys/journal.key is gone and a new one was made; the events before cannot be read any"
                                + " more and the vendor will miss them; all else goes on; tell the vendor")
                .with("firstSeq", first)
                .with("lastSeq", last.seq())
                .alarm();
        ledger.commit(
                List.of(),
                List.of(EventDraft.of(
                                EventType.WARNING,
                                now,
                                Payloads.members("kind", "journal-key-lost", "firstSeq", first, "lastSeq", last.seq()))
                        .aboutDevice(device.fingerprint().hex())));
    }

    /** Written to by ourselves, or by another process that may. */
    private static Volumes volumes(Settings settings, LinuxMounts mounts) {
        return settings.stickWriter()
                .<Volumes>map(socket -> new HandedVolumes(mounts, socket))
                .orElseGet(() -> new LinuxVolumes(mounts));
    }

    private static Situation situation(Settings settings) throws IOException {
        Platform platform = Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        return new Situation(
                settings.products(),
                platform,
                BuildTime.read(),
                settings.allowFolders(),
                settings.language(),
                settings.limits());
    }

    /** The daemon works. */
    void ready() {
        applications.ready();
    }

    Ports ports() {
        return ports;
    }

    LeaseKeys leaseKeys() {
        return leaseKeys;
    }

    /** Seals the names of devices. */
    PersonalKey personalKey() {
        return personalKey;
    }

    /** The poll of the mount table. */
    MountPulse pulse() {
        return pulse;
    }

    /** The ledger's report views, read-only. */
    DataSource reports() {
        return reports;
    }

    /** The lease service on this machine, without its wire; one for a daemon. Instance ids are random. */
    Leasing leasing(LeaseSettings settings) {
        return new SiteLeasing(
                ports.ledger(),
                ports.trust(),
                ports.time(),
                leaseKeys,
                ports.device().fingerprint(),
                UUID::randomUUID,
                settings,
                ports.metrics());
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        lock.close();
    }
}
