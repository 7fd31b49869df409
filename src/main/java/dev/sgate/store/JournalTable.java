package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

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
