package dev.sgate.campaign.twin;

import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Bugs that a desk could have; the campaign must notice each. */
enum TwinBug {
    NONE,
    /** Every third file is dropped without a word. */
    DROPS_FILES,
    /** A device is lost on the way into the ledger. */
    LOSES_DEVICES,
    /** Seats are counted against a pool that is too large. */
    GENEROUS_POOL,
    /** A second history of an appliance is not told of. */
    BLIND_TO_FORKS;

    boolean drops(long file) {
        return this == DROPS_FILES && file % 3 == 2;
    }

    void spoil(Connection connection) throws SQLException {
        switch (this) {
            case LOSES_DEVICES ->
                Sql.update(
                        connection,
                        "DELETE FROM event WHERE type = 'activation' AND fingerprint ="
                                + " (SELECT fingerprint FROM event WHERE type = 'activation' ORDER BY rowid DESC LIMIT 1)");
            case GENEROUS_POOL -> Sql.update(connection, "UPDATE bundle SET pool_size = 100");
            default -> {}
        }
    }
}
