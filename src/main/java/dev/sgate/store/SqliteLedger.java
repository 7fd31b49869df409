package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.station.Ids;
import dev.sgate.station.Ledger;
import dev.sgate.station.LedgerDraft;
import dev.sgate.station.LedgerWatch;
import dev.sgate.station.StateChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The ledger in one SQLite file. This process is its only writer; any number of others may read it. Events are encrypted at rest,
 * the rest of the state is not. Safe for use by several threads: commits are made one after the other. Nobody writes before the
 * schema is up to date, for only the opening here makes a ledger: that is why it is long.
 */
public final class SqliteLedger extends SqliteView implements Ledger {
    private final Connection writer;
    private final ChangeWriter changeWriter;
    private final Ids ids;
    private LedgerWatch watch = LedgerWatch.NOBODY;
    private boolean journalIsOurs;

    private SqliteLedger(
            SqliteFile file, Connection writer, Connection reader, EventStore events, SealedNames names, Ids ids) {
        super(file, reader, events, names);
        this.changeWriter = new ChangeWriter(names);
        this.writer = writer;
        this.ids = ids;
    }

    /** How many steps the schema has that this program writes. */
    public static int schemaSteps() {
        return Schema.APPLIANCE.steps();
    }

    /**
     * Opens the ledger for writing, and makes it or brings its schema up to date where needed.
     *
     * @param database the file {@code sgate.db} in the state folder, which must be there; SQLite keeps two more files beside it, and
     *     its native code in the folder {@code native}
     * @param journalKey 32 bytes that encrypt the events
     * @param ids for events
     * @throws LedgerFailure if it does not open, or a newer version of this product wrote it
     */
    public static SqliteLedger open(Path database, byte[] journalKey, UUID applianceId, Ids ids) {
        return open(database, journalKey, applianceId, ids, Optional::empty);
    }

    /**
     * As {@link #open(Path, byte[], UUID, Ids)}, for whoever keeps and reads personal names.
     *
     * @param personalKey 32 bytes that seal the names of devices, asked for each time; empty: none are kept or read
     */
    public static SqliteLedger open(
            Path database, byte[] journalKey, UUID applianceId, Ids ids, Supplier<Optional<byte[]>> personalKey) {
        EventStore events = new EventStore(new EventCipher(journalKey, applianceId));
        NativeCode.keepBeside(database);
        OwnerOnly.create(database);
        SqliteFile file = new SqliteFile(database);
        try {
            return open(file, events, new SealedNames(personalKey), ids);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + database + " does not open", e);
        }
    }

    /**
     * Gives up the events that are there now, because the key that encrypted them is lost: they stay in the file and are not read any
     * more, and the chain goes on behind them. Doing it twice is doing it once. To be called before the new key is made.
     *
     * @return the last of them
     */
    public static ChainHead giveUpEvents(Path database) {
        NativeCode.keepBeside(database);
        try (Connection writer = new SqliteFile(database).openWriter()) {
            SealedNames.scrubClearOnes(writer);
            Schema.APPLIANCE.upgrade(writer);
            return Transaction.write(writer, JournalTable::giveUp);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + database + " does not open", e);
        }
    }

    private static SqliteLedger open(SqliteFile file, EventStore events, SealedNames names, Ids ids)
            throws SQLException {
        Connection writer = file.openWriter();
        try {
            SealedNames.scrubClearOnes(writer);
            Schema.APPLIANCE.upgrade(writer);
            return new SqliteLedger(file, writer, file.openReader(), events, names, ids);
        } catch (SQLException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Opens the ledger for reading, also while the appliance writes to it. Names of devices are not for everybody: it has none.
     *
     * @throws LedgerAbsent if there is no ledger yet
     * @throws LedgerFailure if it does not open, or has a schema that this version does not read
     */
    public static SqliteView openReadOnly(Path database, byte[] journalKey, UUID applianceId) {
        EventStore events = new EventStore(new EventCipher(journalKey, applianceId));
        SqliteFile file = new SqliteFile(database);
        if (!Files.exists(database)) {
            throw new LedgerAbsent(database);
        }
        NativeCode.takeFrom(database);
        try {
            return openReadOnly(file, events);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + database + " cannot be read", e);
        }
    }

    private static SqliteView openReadOnly(SqliteFile file, EventStore events) throws SQLException {
        Connection reader = file.openReader();
        try {
            if (!Schema.APPLIANCE.isReadable(reader)) {
                throw new LedgerAbsent(file.path());
            }
            return new SqliteView(file, reader, events, new SealedNames(Optional::empty));
        } catch (SQLException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** For reports in routes: the views {@code visit_report} and {@code visit_file_report}; see the schema. Writes nothing. */
    public static DataSource reports(Path database) {
        return new ReadOnlyDataSource(new SqliteFile(database));
    }

    /** Checks what {@link EventStore#requireOurs} checks, as the next commit would. */
    void requireOurJournal() {
        synchronized (writer) {
            try {
                Transaction.read(writer, connection -> {
                    requireOurJournal(connection);
                    return true;
                });
            } catch (SQLException e) {
                throw new LedgerFailure("the journal cannot be read", e);
            }
        }
    }

    /** Copies what can be read of a damaged ledger into this one, which is empty. */
    void salvageFrom(Path damaged, Optional<ChainHead> witnessed) {
        transact(connection -> {
            LedgerSalvage.copy(new SqliteFile(damaged), connection, events.cipher(), witnessed);
            return true;
        });
    }

    /** From now on, this is told after each commit. */
    public void watchedBy(LedgerWatch newWatch) {
        synchronized (writer) {
            watch = newWatch;
        }
    }

    @Override
    public List<EventLine> commit(List<StateChange> changes, List<EventDraft> drafts) {
        synchronized (writer) {
            List<EventLine> appended = transact(connection -> write(connection, changes, drafts));
            watch.committed(this, changes);
            return appended;
        }
    }

    @Override
    public <T> T commitTogether(Function<LedgerDraft, T> work) {
        synchronized (writer) {
            List<StateChange> changes = new ArrayList<>();
            T done = transact(connection -> {
                requireOurJournal(connection);
                SqliteDraft draft = new SqliteDraft(connection, changeWriter);
                T result = work.apply(draft);
                events.append(connection, draft.events(), ids);
                changes.addAll(draft.changes());
                return result;
            });
            watch.committed(this, changes);
            return done;
        }
    }

    /** Commits take the writer one after the other, and one thread may take it twice. */
    @Override
    public void alone(Runnable work) {
        synchronized (writer) {
            work.run();
        }
    }

    @Override
    public long reserveExportSerial(Instant at) {
        synchronized (writer) {
            long serial = transact(connection -> JournalTable.reserveExportSerial(connection, at));
            watch.serialTaken(this);
            return serial;
        }
    }

    private <T> T transact(Transaction.Work<T> work) {
        synchronized (writer) {
            try {
                return Transaction.write(writer, work);
            } catch (SQLException e) {
                throw new LedgerFailure("nothing was committed", e);
            }
        }
    }

    private List<EventLine> write(Connection connection, List<StateChange> changes, List<EventDraft> drafts)
            throws SQLException {
        requireOurJournal(connection);
        for (StateChange change : changes) {
            changeWriter.write(connection, change);
        }
        return events.append(connection, drafts, ids);
    }

    private void requireOurJournal(Connection connection) throws SQLException {
        if (!journalIsOurs) {
            events.requireOurs(connection);
            journalIsOurs = true;
        }
    }

    @Override
    public void close() {
        synchronized (writer) {
            try {
                watch.closing(this);
            } finally {
                watch = LedgerWatch.NOBODY;
                closeBoth();
            }
        }
    }

    private void closeBoth() {
        try (writer) {
            super.close();
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger cannot be closed", e);
        }
    }
}
