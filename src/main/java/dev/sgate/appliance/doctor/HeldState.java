package dev.sgate.appliance.doctor;

import dev.sgate.appliance.StateFolder;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.MarkedClock;
import dev.sgate.host.TrustFile;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.StationReport;
import dev.sgate.store.SqliteView;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys, database and report of a box, each opened once, or once found not to open. */
final class HeldState implements AutoCloseable {
    private final Box box;
    private final Once<DeviceKeyFile> device = new Once<>(this::openDevice);
    private final Once<LedgerLook> database = new Once<>(this::openDatabase);
    private final Once<StationReport> report = new Once<>(this::makeReport);

    HeldState(Box box) {
        this.box = box;
    }

    DeviceKeyFile device() throws CannotTell {
        return device.get();
    }

    LedgerLook database() throws CannotTell {
        return database.get();
    }

    StationReport report() throws CannotTell {
        return report.get();
    }

    private DeviceKeyFile openDevice() throws IOException, CannotTell {
        box.requireState();
        return DeviceKeyFile.open(box.state(), box.machineId());
    }

    private LedgerLook openDatabase() throws IOException, CannotTell {
        return LedgerLook.open(box.state(), device(), box.pulse().holdsTheState());
    }

    private StationReport makeReport() throws IOException, CannotTell {
        SqliteView ledger = database().view();
        HeldTrust trust = new HeldTrust(ledger, new TrustFile(box.settings().trust()));
        return StationReport.of(
                ledger,
                trust,
                StateFolder.applications(box.settings()),
                device(),
                new MarkedClock(box.state(), box.clocks(), ledger.time(), trust),
                box.settings().limits());
    }

    @Override
    public void close() throws IOException {
        Optional<LedgerLook> opened = database.ifMade();
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    /** Made at the first need. */
    private static final class Once<T> {
        private final Making<T> making;
        private @Nullable T made;
        private @Nullable CannotTell not;

        Once(Making<T> making) {
            this.making = making;
        }

        T get() throws CannotTell {
            if (not != null) {
                throw not;
            }
            T known = made == null ? make() : made;
            made = known;
            return known;
        }

        private T make() throws CannotTell {
            try {
                return making.make();
            } catch (CannotTell why) {
                not = why;
                throw why;
            } catch (IOException | RuntimeException why) {
                not = new CannotTell(String.valueOf(why.getMessage()));
                throw not;
            }
        }

        Optional<T> ifMade() {
            return Optional.ofNullable(made);
        }
    }

    private interface Making<T> {
        T make() throws IOException, CannotTell;
    }
}
