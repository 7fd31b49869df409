package dev.sgate.vendor.mint;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.KeyTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the keys that signed: the first use of each in the table of keys and with an entry of its own in the audit log. Every later
 * use stands in the entry of what it signed. An id belongs to one key for good.
 */
final class KeyUse {
    private KeyUse() {}

    static void note(Connection connection, List<NamedKey> keys, Role role, Instant now) throws SQLException {
        for (NamedKey key : keys) {
            Optional<KeyTable.Key> known = KeyTable.find(connection, key.kid());
            if (known.isPresent()
                    && !Arrays.equals(known.get().spki(), key.key().publicKey().spki())) {
                throw new BadInput("the ledger knows another key under the id " + key.kid()
                        + "; an id belongs to one key for good");
            }
            if (known.flatMap(KeyTable.Key::firstUsedAt).isEmpty()) {
                first(connection, key, known.map(KeyTable.Key::role).orElse(role), now);
            }
        }
    }

    private static void first(Connection connection, NamedKey key, Role role, Instant now) throws SQLException {
        byte[] spki = key.key().publicKey().spki();
        String algorithm = key.key().publicKey().algorithm();
        KeyTable.see(
                connection, new KeyTable.Key(key.kid(), role, algorithm, spki, Optional.empty(), Optional.of(now)));
        Audit.append(
                connection,
                AuditEntry.of(
                        AuditAction.KEY_USED,
                        now,
                        key.kid().value(),
                        Payloads.members("role", role.word(), "algorithm", algorithm, "spkiSha256", Sha256.of(spki))));
    }
}
