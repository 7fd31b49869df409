package dev.sgate.store;

import dev.sgate.seal.Kid;
import dev.sgate.seal.RevocationList;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Revocation lists, one for each set of signers: the newest that they signed. Kept apart, so that the newest one falls back when a key
 * is revoked (BEHAVIOUR 4).
 */
final class RevocationTable {
    private record Listed(long listNo, Set<Kid> signers, long number) {}

    private RevocationTable() {}

    /** Never an older one than these signers signed before; two of theirs with one number are united. */
    static void hold(Connection writer, StateChange.RevocationListHeld held) throws SQLException {
        String signers = Sql.signers(held.signers());
        Optional<RevocationList> before = Sql.find(
                writer,
                "SELECT number, issued_at, packed FROM revocation_list WHERE signers = ?",
                RevocationTable::list,
                signers);
        RevocationList list = before.map(known -> known.newest(held.list())).orElse(held.list());
        Sql.update(
                writer,
                "INSERT OR REPLACE INTO revocation_list (signers, number, issued_at, packed) VALUES (?, ?, ?, ?)",
                signers,
                list.number(),
                list.issuedAt(),
                list.packed());
    }

    /** Reads the entries of those lists alone that count: one can have 100,000. */
    static Optional<RevocationList> newest(Connection reader, Predicate<Set<Kid>> signersCount) throws SQLException {
        List<Listed> counting = Sql.list(
                        reader,
                        "SELECT list_no, signers, number FROM revocation_list ORDER BY number DESC, list_no",
                        row -> new Listed(row.integer("list_no"), row.signers("signers"), row.integer("number")))
                .stream()
                .filter(listed -> signersCount.test(listed.signers()))
                .toList();
        Optional<RevocationList> newest = Optional.empty();
        for (Listed listed : counting) {
            if (listed.number() == counting.getFirst().number()) {
                RevocationList list = find(reader, listed);
                newest = Optional.of(newest.map(known -> known.union(list)).orElse(list));
            }
        }
        return newest;
    }

    private static RevocationList find(Connection reader, Listed listed) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT number, issued_at, packed FROM revocation_list WHERE list_no = ?",
                        RevocationTable::list,
                        listed.listNo())
                .orElseThrow();
    }

    private static RevocationList list(Row row) throws SQLException {
        return RevocationList.ofPacked(row.integer("number"), row.time("issued_at"), row.bytes("packed"));
    }
}
