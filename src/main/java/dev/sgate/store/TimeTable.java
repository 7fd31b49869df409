package dev.sgate.store;

import dev.sgate.license.time.TimeState;
import dev.sgate.license.time.TimeText;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What is remembered of the time: one row. */
final class TimeTable {
    private TimeTable() {}

    /** SQL cannot merge two states, so they are merged here. */
    static void keep(Connection writer, StateChange.TimeKept kept) throws SQLException {
        TimeState state = find(writer).map(kept.state()::merge).orElse(kept.state());
        Sql.update(
                writer, "INSERT OR REPLACE INTO trusted_time (only_row, state) VALUES (1, ?)", TimeText.write(state));
    }

    /** Empty also where the row cannot be read: the copy beside the ledger counts then. */
    static Optional<TimeState> find(Connection reader) throws SQLException {
        return Sql.find(reader, "SELECT state FROM trusted_time", row -> row.text("state"))
                .flatMap(TimeText::read);
    }
}
