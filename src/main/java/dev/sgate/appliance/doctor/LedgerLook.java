package dev.sgate.appliance.doctor;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.LedgerInspection;
import dev.sgate.store.LedgerTooNew;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.SqliteView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks into the database and leaves no trace. SQLite makes files beside a database that nobody has open, even to read it: so that one
 * is copied to the temporary folder first, which is gone in the end. A daemon's database is read where it is.
 */
final class LedgerLook implements AutoCloseable {
    private static final String NAME = "sgate.db";

    private final Path database;
    private final Optional<Path> workshop;
    private final Optional<String> damage;
    private final Optional<String> tooNew;
    private final Optional<SqliteView> view;

    private LedgerLook(Path database, Optional<Path> workshop, DeviceKeyFile device) {
        this.database = database;
        this.workshop = workshop;
        Optional<String> found = Optional.empty();
        Optional<String> newer = Optional.empty();
        Optional<SqliteView> opened = Optional.empty();
        try {
            found = LedgerInspection.look(database);
            if (found.isEmpty()) {
                opened = Optional.of(SqliteLedger.openReadOnly(database, device.journalKey(), device.applianceId()));
            }
        } catch (LedgerTooNew tooNew) {
            newer = Optional.of(String.valueOf(tooNew.getMessage()));
        }
        this.damage = found;
        this.tooNew = newer;
        this.view = opened;
    }

    /**
     * @param inUse whether a daemon has it open
     * @throws CannotTell if there is none
     * @throws LedgerFailure if it cannot be looked at
     */
    static LedgerLook open(Path state, DeviceKeyFile device, boolean inUse) throws IOException, CannotTell {
        Path database = state.resolve(NAME);
        if (!Files.exists(database) || Files.size(database) == 0) {
            throw new CannotTell("there is no database " + database);
        }
        LedgerInspection.prepare(database);
        if (inUse) {
            return new LedgerLook(database, Optional.empty(), device);
        }
        Path workshop = Files.createTempDirectory("sgate-doctor");
        try {
            return new LedgerLook(copied(state, workshop), Optional.of(workshop), device);
        } catch (IOException | RuntimeException failed) {
            remove(workshop);
            throw failed;
        }
    }

    private static Path copied(Path state, Path workshop) throws IOException {
        for (String name : new String[] {NAME, NAME + "-wal"}) {
            if (Files.exists(state.resolve(name))) {
                Files.copy(state.resolve(name), workshop.resolve(name));
            }
        }
        return workshop.resolve(NAME);
    }

    /** What is wrong with its content; empty where it is whole. */
    Optional<String> damage() {
        return damage;
    }

    /** Whether a newer version wrote it, in a sentence. */
    Optional<String> tooNew() {
        return tooNew;
    }

    /** @throws CannotTell if it is damaged, or of a newer version */
    SqliteView view() throws CannotTell {
        return view.orElseThrow(() -> new CannotTell("the database cannot be read"));
    }

    @Override
    public void close() throws IOException {
        view.ifPresent(SqliteView::close);
        if (workshop.isPresent()) {
            remove(workshop.get());
        }
    }

    private static void remove(Path workshop) throws IOException {
        try (Stream<Path> files = Files.list(workshop)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(workshop);
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
