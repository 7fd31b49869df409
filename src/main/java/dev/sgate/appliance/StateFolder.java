package dev.sgate.appliance;

import dev.sgate.host.BootClock;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.KeptFiles;
import dev.sgate.host.LinuxMounts;
import dev.sgate.host.LinuxVolumes;
import dev.sgate.host.MarkedClock;
import dev.sgate.host.StateLock;
import dev.sgate.host.StateOwner;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.host.TrustFile;
import dev.sgate.journal.EventLine;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.seal.Sha256;
import dev.sgate.station.ExportResult;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.JournalExport;
import dev.sgate.station.JournalPreview;
import dev.sgate.station.Mount;
import dev.sgate.station.StationReport;
import dev.sgate.station.Supervisor;
import dev.sgate.station.TrustSource;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.Volume;
import dev.sgate.station.WitnessKeeping;
import dev.sgate.store.LedgerAbsent;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.SqliteView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** An appliance's state folder, looked at from outside, with its daemon up or down. Loads no Camel. */
public final class StateFolder {
    private final Settings settings;
    private final DeviceKeyFile device;

    private StateFolder(Settings settings, DeviceKeyFile device) {
        this.settings = settings;
        this.device = device;
    }

    /**
     * Opens the state folder that these settings name; makes nothing.
     *
     * @throws BadSetting if no appliance has run there yet
     */
    public static StateFolder open(Settings settings) throws BadSetting, IOException {
        if (!Files.exists(settings.state().resolve(Machine.LEDGER))) {
            throw new BadSetting("state", "no appliance has run on " + settings.state() + " yet");
        }
        return new StateFolder(settings, DeviceKeyFile.open(settings.state(), settings.readMachineId()));
    }

    /**
     * The vendor's keys as the appliance of these settings believes them; the pinned document alone where there is no appliance, or
     * its state is not for us to read.
     */
    public static TrustSource trust(Settings settings) throws BadSetting, IOException {
        TrustFile pin = new TrustFile(settings.trust());
        if (!Files.isReadable(settings.state().resolve(Machine.LEDGER))) {
            return pin;
        }
        try (SqliteView ledger = open(settings).read()) {
            return new HeldTrust(ledger, pin);
        } catch (LedgerAbsent noneYet) {
            return pin;
        }
    }

    /** Who runs the applications of these settings; to look, not to start anything. */
    public static Supervisor applications(Settings settings) {
        return AppSupervisor.of(settings).supervisor();
    }

    /** Whether a daemon has this state now. */
    public boolean isRunning() throws IOException {
        return StateLock.isHeld(settings.state());
    }

    /** Where the appliance stands now. */
    public StationReport report() throws IOException {
        try (SqliteView ledger = read()) {
            HeldTrust trust = new HeldTrust(ledger, new TrustFile(settings.trust()));
            return StationReport.of(
                    ledger, trust, applications(settings), device, time(ledger.time(), trust), settings.limits());
        }
    }

    /** Hands over all events that are still here, oldest first. */
    public void events(Consumer<EventLine> each) {
        try (SqliteView ledger = read()) {
            ledger.eventsAfter(0, each);
        }
    }

    /** Hands over what the next export would hold; writes nothing. */
    public void preview(PreviewReader reader) throws IOException {
        try (SqliteView ledger = read()) {
            HeldTrust trust = new HeldTrust(ledger, new TrustFile(settings.trust()));
            reader.read(JournalPreview.of(
                    ledger, device, trust, time(ledger.time(), trust).now()));
        }
    }

    /** Reads a preview while the ledger is open. */
    @FunctionalInterface
    public interface PreviewReader {
        void read(JournalPreview preview) throws IOException;
    }

    /**
     * Writes the journal into a folder, as it would be written on a stick. With the daemon up, the daemon alone writes the witness: its
     * next commit makes it level. With the daemon down, none starts meanwhile.
     */
    public ExportResult collect(Path folder) throws IOException {
        Optional<StateLock> lock = StateLock.take(settings.state());
        try {
            return collect(folder, lock.isPresent());
        } finally {
            if (lock.isPresent()) {
                lock.get().close();
            }
            StateOwner.giveBack(settings.state());
        }
    }

    private ExportResult collect(Path folder, boolean alone) throws IOException {
        Path out = folder.toRealPath();
        TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
        try (SqliteLedger ledger = SqliteLedger.open(database(), device.journalKey(), device.applianceId(), ids)) {
            witness(ledger, alone);
            HeldTrust trust = new HeldTrust(ledger, new TrustFile(settings.trust()));
            JournalExport export =
                    new JournalExport(ledger, device, trust, new DiskStaging(settings.state()), ids, Steps::announce);
            return export.exportTo(volume(out), time(ledger.time(), trust).now());
        }
    }

    /** Nothing leaves an older copy: its numbers may be in use already. */
    private void witness(SqliteLedger ledger, boolean alone) throws IOException {
        KeptFiles kept = new KeptFiles(settings.state(), device);
        if (kept.witness()
                .filter(witness -> witness.head().seq() > ledger.head().seq())
                .isPresent()) {
            throw new IOException(
                    "the database is an older copy of this appliance's; start the appliance, it brings it up");
        }
        if (alone) {
            ledger.watchedBy(
                    new WitnessKeeping(kept, Sha256.of(device.journalKey()), Steps::announce, System::nanoTime));
        }
    }

    /** The folder as if it were a stick: written like one, with the same care. */
    private static Volume volume(Path folder) throws IOException {
        Path parent = folder.getParent();
        LinuxMounts mounts = new LinuxMounts(parent == null ? folder : parent, true);
        Mount mount = mounts.current().stream()
                .filter(known -> known.directory().equals(folder))
                .findFirst()
                .orElseThrow(() -> new IOException("cannot write into " + folder));
        return new LinuxVolumes(mounts).open(mount);
    }

    private SqliteView read() {
        return SqliteLedger.openReadOnly(database(), device.journalKey(), device.applianceId());
    }

    private TrustedTime time(Optional<RememberedTime> known, TrustSource trust) throws IOException {
        return new MarkedClock(settings.state(), BootClock.ofMachine()::read, known, trust);
    }

    private Path database() {
        return settings.state().resolve(Machine.LEDGER);
    }
}
