package dev.sgate.vendor.ledger;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Role;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of the vendor's keys, their public halves only. */
public final class KeyTable {
    /**
     * A key.
     *
     * @param algorithm {@code ed25519} or {@code rsa-4096}
     * @param spki SubjectPublicKeyInfo in DER
     * @param madeAt empty where it was made elsewhere
     * @param firstUsedAt empty until it signs
     */
    public record Key(
            Kid id,
            Role role,
            String algorithm,
            byte[] spki,
            Optional<Instant> madeAt,
            Optional<Instant> firstUsedAt) {}

    private static final String KEYS = "SELECT kid, role, algorithm, spki, made_at, first_used_at FROM signing_key ";

    private KeyTable() {}

    public static Optional<Key> find(Connection connection, Kid id) throws SQLException {
        return Sql.find(connection, KEYS + "WHERE kid = ?", KeyTable::key, id);
    }

    /** All keys, by role and id. */
    public static List<Key> list(Connection connection) throws SQLException {
        return Sql.list(connection, KEYS + "ORDER BY role, kid", KeyTable::key);
    }

    /** Adds the key, or fills in what was not known of it: when it was made, when it was first used. */
    public static void see(Connection connection, Key key) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO signing_key (kid, role, algorithm, spki, made_at, first_used_at) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (kid) DO UPDATE SET"
                        + " made_at = coalesce(signing_key.made_at, excluded.made_at),"
                        + " first_used_at = coalesce(signing_key.first_used_at, excluded.first_used_at)",
                key.id(),
                key.role().word(),
                key.algorithm(),
                key.spki(),
                key.madeAt(),
                key.firstUsedAt());
    }

    private static Key key(Row row) throws SQLException {
        return new Key(
                new Kid(row.text("kid")),
                Role.valueOf(row.text("role").toUpperCase(Locale.ROOT)),
                row.text("algorithm"),
                row.bytes("spki"),
                row.findTime("made_at"),
                row.findTime("first_used_at"));
    }
}
