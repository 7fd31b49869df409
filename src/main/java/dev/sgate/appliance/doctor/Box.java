package dev.sgate.appliance.doctor;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.Settings;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.KeptFiles;
import dev.sgate.license.time.ClockReading;
import dev.sgate.station.StationReport;
import dev.sgate.store.SqliteView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The box that is looked at. Each part is opened when it is first asked for, and kept. For one thread. */
public final class Box implements AutoCloseable {
    private final Settings settings;
    private final Optional<BadSetting> wrong;
    private final Path config;
    private final Path root;
    private final Supplier<ClockReading> clocks;
    private final DaemonPulse pulse;
    private final HeldState held;

    /**
     * Opens nothing yet.
     *
     * @param settings as they are given, or the defaults where {@code wrong} says that they cannot be used
     * @param config the settings file, whether it is there or not
     * @param root stands for {@code /} where units, users, kernel and machine id are looked up; of the settings' paths nothing
     * @param clocks this machine's, or as if it were another time
     */
    public Box(Settings settings, Optional<BadSetting> wrong, Path config, Path root, Supplier<ClockReading> clocks) {
        this.settings = settings;
        this.wrong = wrong;
        this.config = config;
        this.root = root;
        this.clocks = clocks;
        this.pulse = new DaemonPulse(settings.state(), settings.socket());
        this.held = new HeldState(this);
    }

    Settings settings() {
        return settings;
    }

    Optional<BadSetting> wrongSetting() {
        return wrong;
    }

    Path config() {
        return config;
    }

    Path state() {
        return settings.state();
    }

    Supplier<ClockReading> clocks() {
        return clocks;
    }

    /** Where this path of the system is. */
    Path system(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    Units units() {
        return new Units(root);
    }

    DaemonPulse pulse() {
        return pulse;
    }

    /** The machine's id, pinned or as the system has it; empty where there is none. */
    String machineId() throws IOException {
        if (!settings.machineId().isEmpty()) {
            return settings.machineId();
        }
        Path file = system("/etc/machine-id");
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /** The user whom the state belongs to: the daemon runs as that one. */
    int owner() throws IOException, CannotTell {
        requireState();
        return uid(state());
    }

    static int uid(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    void requireState() throws CannotTell {
        if (!Files.isDirectory(state())) {
            throw new CannotTell("there is no state folder " + state());
        }
    }

    DeviceKeyFile device() throws CannotTell {
        return held.device();
    }

    KeptFiles kept() throws CannotTell {
        return new KeptFiles(state(), held.device());
    }

    LedgerLook database() throws CannotTell {
        return held.database();
    }

    SqliteView ledger() throws CannotTell {
        return held.database().view();
    }

    StationReport report() throws CannotTell {
        return held.report();
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
