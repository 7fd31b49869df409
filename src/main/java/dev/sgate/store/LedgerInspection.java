package dev.sgate.store;

import dev.sgate.station.LedgerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the database before anything relies on it (THREATS M20): SQLite's own check of each page, the schema, and whether what a
 * visit reads can be read. A flipped bit within a value that still reads well is not seen here: what is signed proves itself when it is
 * used, and floors are compared with the witness.
 */
public final class LedgerInspection {
    /** Above this only the event table's newest row is looked at: a check of all pages takes about 2 s for each GiB. */
    private static final long CHECKED_WHOLE_BYTES = 256L << 20;

    private LedgerInspection() {}

    /**
     * Opens the ledger if it is whole.
     *
     * @param opening opens this database, see {@link SqliteLedger#open}
     * @param keyIsRight whether the journal's key is known to be the right one
     * @throws LedgerTooNew if a newer version wrote it
     * @throws LedgerFailure if the disk fails, or the newest event does not open with a key that may be the wrong one
     */
    public static LedgerFound inspect(Path database, boolean keyIsRight, Supplier<SqliteLedger> opening) {
        if (isAbsent(database)) {
            return new LedgerFound.Absent();
        }
        NativeCode.keepBeside(database);
        try {
            if (isEmpty(new SqliteFile(database))) {
                return new LedgerFound.Absent();
            }
            return new LedgerFound.Sound(readThrough(database, opening.get()));
        } catch (LedgerTooNew tooNew) {
            throw tooNew;
        } catch (RuntimeException failure) {
            return new LedgerFound.Damaged(LedgerDamage.in(failure, keyIsRight).orElseThrow(() -> failure));
        }
    }

    /**
     * Looks at a database that others may have open: its pages, its version and its tables. Writes nothing to it; where nobody has it
     * open, SQLite leaves two files beside it, so hand in a copy then.
     *
     * @return what is wrong with its content; empty where nothing is
     * @throws LedgerTooNew if a newer version wrote it
     * @throws LedgerFailure if the disk fails
     */
    public static Optional<String> look(Path database) {
        NativeCode.takeFrom(database);
        try (Connection reader = new SqliteFile(database).openReader()) {
            requireSoundPages(reader, Files.size(database));
            if (!Schema.APPLIANCE.isReadable(reader)) {
                return Optional.of("the database is none of ours");
            }
            requireOurSchema(database);
            return Optional.empty();
        } catch (LedgerTooNew tooNew) {
            throw tooNew;
        } catch (SQLException | IOException e) {
            LedgerFailure failure = new LedgerFailure("the ledger " + database + " cannot be checked", e);
            return Optional.of(LedgerDamage.in(failure, true).orElseThrow(() -> failure));
        } catch (RuntimeException failure) {
            return Optional.of(LedgerDamage.in(failure, true).orElseThrow(() -> failure));
        }
    }

    /** Loads the driver's native code from beside this database, if it is whole there: a copy elsewhere has none beside it. */
    public static void prepare(Path database) {
        NativeCode.takeFrom(database);
    }

    /**
     * Gives up the events of a ledger whose key is lost, see {@link SqliteLedger#giveUpEvents}; nothing happens where there is no
     * ledger, or one that is damaged.
     */
    public static void giveUpEvents(Path database) {
        if (isAbsent(database)) {
            return;
        }
        try {
            SqliteLedger.giveUpEvents(database);
        } catch (LedgerTooNew tooNew) {
            throw tooNew;
        } catch (RuntimeException failure) {
            if (LedgerDamage.in(failure, true).isEmpty()) {
                throw failure;
            }
        }
    }

    private static boolean isAbsent(Path database) {
        try {
            return Files.size(database) == 0;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException e) {
            throw new LedgerFailure("the ledger " + database + " cannot be looked at", e);
        }
    }

    /** Whether nothing was ever written to it; what was must be sound, and ours. */
    private static boolean isEmpty(SqliteFile file) {
        try (Connection connection = file.openWriter()) {
            requireSoundPages(connection, Files.size(file.path()));
            boolean empty = names(connection).isEmpty();
            if (!empty && Schema.version(connection) == 0) {
                throw new LedgerDamage("the database is none of ours");
            }
            return empty;
        } catch (SQLException | IOException e) {
            throw new LedgerFailure("the ledger " + file.path() + " cannot be checked", e);
        }
    }

    private static void requireSoundPages(Connection connection, long bytes) throws SQLException {
        if (bytes <= CHECKED_WHOLE_BYTES) {
            requireOk(connection, "PRAGMA quick_check(1)");
            return;
        }
        for (String table : Schema.APPLIANCE.names("table")) {
            if (!table.equals("event")) {
                requireOk(connection, "PRAGMA quick_check('" + table + "')");
            }
        }
    }

    /** Each table, index, trigger and view that people made. */
    private static List<String> names(Connection connection) throws SQLException {
        return Schema.names(connection, "%");
    }

    private static void requireOurSchema(Path database) {
        try (Connection connection = new SqliteFile(database).openReader()) {
            List<String> missing = new ArrayList<>(Schema.APPLIANCE.names("%"));
            missing.removeAll(names(connection));
            if (!missing.isEmpty()) {
                throw new LedgerDamage("the database has lost " + String.join(", ", missing));
            }
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + database + " cannot be checked", e);
        }
    }

    private static void requireOk(Connection connection, String check) throws SQLException {
        String answer =
                Sql.find(connection, check, row -> row.text("quick_check")).orElse("nothing");
        if (!answer.equals("ok")) {
            throw new LedgerDamage("the database is damaged: " + answer);
        }
    }

    private static SqliteLedger readThrough(Path database, SqliteLedger ledger) {
        try {
            requireOurSchema(database);
            ledger.requireOurJournal();
            read(ledger);
            return ledger;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** What every start and every visit reads; of licenses and floors each row. Seats and instances are too many. */
    private static void read(LedgerView ledger) {
        ledger.licenses();
        ledger.devices();
        ledger.trustDocuments();
        ledger.newestRevocationList(signers -> true);
        ledger.floors();
        ledger.quarantined();
        ledger.unfinishedInstalls();
        ledger.unfinishedVisits();
        ledger.latestVisits(1);
        ledger.acknowledged();
        ledger.fork();
        ledger.lastExportSerial();
        ledger.time();
        ledger.running().forEach(release -> {
            ledger.releases(release.appName());
            ledger.appliedReleases(release.appName());
        });
    }
}
