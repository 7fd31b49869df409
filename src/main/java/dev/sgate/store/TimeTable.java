package dev.sgate.store;

import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.license.time.TimeText;
import dev.sgate.seal.Kid;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is remembered of the time: one row for each set of signers. */
final class TimeTable {
    private TimeTable() {}

    /** SQL cannot merge two states, so they are merged here. */
    static void keep(Connection writer, StateChange.TimeKept kept) throws SQLException {
        RememberedTime merged = find(writer).map(kept.time()::merge).orElse(kept.time());
        for (Map.Entry<Set<Kid>, TimeState> entry : merged.bySigners().entrySet()) {
            Sql.update(
                    writer,
                    "INSERT OR REPLACE INTO remembered_time (signers, state) VALUES (?, ?)",
                    Sql.signers(entry.getKey()),
                    TimeText.write(entry.getValue()));
        }
    }

    /** Without the rows that cannot be read: the copy beside the ledger counts then. */
    static Optional<RememberedTime> find(Connection reader) throws SQLException {
        Map<Set<Kid>, TimeState> states = new HashMap<>();
        Sql.each(
                reader,
                "SELECT signers, state FROM remembered_time",
                row -> Map.entry(row.signers("signers"), TimeText.read(row.text("state"))),
                row -> row.getValue().ifPresent(state -> states.put(row.getKey(), state)));
        return states.isEmpty() ? Optional.empty() : Optional.of(new RememberedTime(states));
    }
}
