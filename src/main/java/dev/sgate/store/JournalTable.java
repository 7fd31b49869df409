package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where the journal stands, and what was exported of it. */
final class JournalTable {
    private JournalTable() {}

    static ChainHead head(Connection reader) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT head_seq, head FROM journal",
                        row -> new ChainHead(row.integer("head_seq"), row.digest("head")))
                .orElseThrow();
    }

    static void moveHead(Connection writer, ChainHead head) throws SQLException {
        Sql.updateOne(writer, "UPDATE journal SET head_seq = ?, head = ?", head.seq(), head.head());
    }

    static ChainHead acknowledged(Connection reader) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT acknowledged_seq, acknowledged_head FROM journal",
                        row -> new ChainHead(row.integer("acknowledged_seq"), row.digest("acknowledged_head")))
                .orElseThrow();
    }

    /** Events up to this one are gone, and its digest is kept. What a lost key had sealed goes with them. */
    static void forget(Connection writer, ChainHead upTo) throws SQLException {
        Sql.update(writer, "DELETE FROM event WHERE seq <= ?", upTo.seq());
        Sql.updateOne(
                writer, "UPDATE journal SET acknowledged_seq = ?, acknowledged_head = ?", upTo.seq(), upTo.head());
    }

    static ChainHead giveUp(Connection writer) throws SQLException {
        Sql.updateOne(writer, "UPDATE journal SET unreadable_seq = head_seq, unreadable_head = head");
        return unreadable(writer);
    }

    /** The chain goes on behind what was lost; what is here and behind it stays. */
    static void continueBehind(Connection writer, StateChange.JournalContinued continued) throws SQLException {
        Sql.update(writer, """
                UPDATE journal SET head_seq = ?1, head = ?2, unreadable_seq = ?1, unreadable_head = ?2
                 WHERE head_seq < ?1
                """, continued.lost().seq(), continued.lost().head());
        Sql.update(
                writer,
                "UPDATE journal SET acknowledged_seq = ?1, acknowledged_head = ?2 WHERE acknowledged_seq < ?1",
                continued.acknowledged().seq(),
                continued.acknowledged().head());
        if (continued.exportSerial() > lastExportSerial(writer)) {
            Sql.update(
                    writer,
                    "INSERT INTO export (export_serial, first_seq, last_seq, file_names, at) VALUES (?, 0, 0, '', ?)",
                    continued.exportSerial(),
                    Instant.EPOCH);
        }
    }

    static ChainHead unreadable(Connection reader) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT unreadable_seq, unreadable_head FROM journal",
                        row -> new ChainHead(row.integer("unreadable_seq"), row.digest("unreadable_head")))
                .orElseThrow();
    }

    /** Every pool that is open now is held back. */
    static void fork(Connection writer, StateChange.JournalForked forked) throws SQLException {
        Sql.update(
                writer,
                "INSERT INTO fork (claimed_seq, claimed_head, at) VALUES (?, ?, ?)",
                forked.claimed().seq(),
                forked.claimed().head(),
                forked.at());
        Sql.update(
                writer,
                "INSERT OR IGNORE INTO held_back_pool (license_id, epoch) SELECT license_id, epoch FROM opened_pool");
    }

    static Optional<ChainHead> fork(Connection reader) throws SQLException {
        return Sql.find(
                reader,
                "SELECT claimed_seq, claimed_head FROM fork ORDER BY fork_no DESC LIMIT 1",
                row -> new ChainHead(row.integer("claimed_seq"), row.digest("claimed_head")));
    }

    static boolean isHeldBack(Connection reader, UUID licenseId, long epoch) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT epoch FROM held_back_pool WHERE license_id = ? AND epoch = ?",
                        row -> row.integer("epoch"),
                        licenseId,
                        epoch)
                .isPresent();
    }

    /** A row without names: an export that was begun. */
    static long reserveExportSerial(Connection writer, Instant at) throws SQLException {
        long serial = lastExportSerial(writer) + 1;
        Sql.update(
                writer,
                "INSERT INTO export (export_serial, first_seq, last_seq, file_names, at) VALUES (?, 0, 0, '', ?)",
                serial,
                at);
        return serial;
    }

    static void export(Connection writer, StateChange.JournalExported exported) throws SQLException {
        Sql.updateOne(
                writer,
                """
                UPDATE export SET first_seq = ?, last_seq = ?, file_names = ?, at = ?
                 WHERE export_serial = ? AND file_names = ''
                """,
                exported.firstSeq(),
                exported.lastSeq(),
                Sql.lines(exported.fileNames()),
                exported.at(),
                exported.exportSerial());
    }

    static long lastExportSerial(Connection reader) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT coalesce(max(export_serial), 0) AS serial FROM export",
                        row -> row.integer("serial"))
                .orElseThrow();
    }
}
