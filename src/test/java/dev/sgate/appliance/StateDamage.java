package dev.sgate.appliance;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/** What may happen to a database while nobody uses it. */
enum StateDamage {
    CUT_TO_NOTHING,
    GONE,
    GONE_WITH_THE_JOURNAL_KEY,
    CUT_IN_HALF,
    HEADER_BROKEN,
    MIDDLE_BROKEN,
    SCHEMA_VERSION_LOWER,
    EVENTS_DROPPED,
    SEATS_DROPPED,
    JOURNAL_ROW_DELETED,
    FLOOR_UNREADABLE,
    NEWEST_EVENT_CHANGED,
    NEWEST_EVENT_DELETED,
    ANOTHER_PROGRAMS,
    ANOTHER_MACHINES;

    boolean keepsSeats() {
        return this == SCHEMA_VERSION_LOWER
                || this == EVENTS_DROPPED
                || this == JOURNAL_ROW_DELETED
                || this == FLOOR_UNREADABLE
                || this == NEWEST_EVENT_CHANGED
                || this == NEWEST_EVENT_DELETED;
    }

    /** On the appliance whose state folder this is. */
    void inflict(Path state) throws Exception {
        Path database = state.resolve("sgate.db");
        switch (this) {
            case CUT_TO_NOTHING -> cut(database, 0);
            case GONE -> Files.delete(database);
            case GONE_WITH_THE_JOURNAL_KEY -> {
                Files.delete(database);
                Files.delete(state.resolve("keys/journal.key"));
            }
            case CUT_IN_HALF -> cut(database, Files.size(database) / 2);
            case HEADER_BROKEN -> overwrite(database, 0, 100);
            case MIDDLE_BROKEN -> overwrite(database, Files.size(database) / 2 / 4096 * 4096, 3 * 4096);
            case SCHEMA_VERSION_LOWER -> sql(database, "PRAGMA user_version = 2");
            case EVENTS_DROPPED -> sql(database, "DROP TABLE event");
            case SEATS_DROPPED -> sql(database, "DROP TABLE seat");
            case JOURNAL_ROW_DELETED -> sql(database, "DELETE FROM journal");
            case FLOOR_UNREADABLE -> sql(database, "UPDATE version_floor SET version = 'x.4.0'");
            case NEWEST_EVENT_CHANGED ->
                sql(database, "UPDATE event SET sealed = zeroblob(90) WHERE seq = (SELECT max(seq) FROM event)");
            case NEWEST_EVENT_DELETED -> sql(database, "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
            case ANOTHER_PROGRAMS -> {
                Files.delete(database);
                sql(database, "CREATE TABLE bookmarks (name TEXT)");
            }
            case ANOTHER_MACHINES -> putAnothers(state);
        }
    }

    private static void cut(Path database, long bytes) throws IOException {
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.truncate(bytes);
        }
    }

    private static void overwrite(Path database, long from, int bytes) throws IOException {
        ByteBuffer noise = ByteBuffer.allocate(bytes);
        while (noise.hasRemaining()) {
            noise.put((byte) 0xA5);
        }
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.write(noise.flip(), from);
        }
    }

    static void sql(Path database, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.executeUpdate(one);
            }
        }
    }

    private static void putAnothers(Path state) throws IOException {
        Path other = Files.createDirectory(state.resolve("other"));
        DeviceKeyFile device = DeviceKeyFile.openOrMake(other, "other machine", other.resolve("sgate.db"));
        try (SqliteLedger ledger = SqliteLedger.open(
                other.resolve("sgate.db"),
                device.journalKey(),
                device.applianceId(),
                new TimeOrderedIds(Clock.systemUTC()))) {
            for (int i = 0; i < 50; i++) {
                ledger.commit(List.of(), List.of(StateOpeningCase.event("another's")));
            }
        }
        Files.copy(other.resolve("sgate.db"), state.resolve("sgate.db"), StandardCopyOption.REPLACE_EXISTING);
    }
}
