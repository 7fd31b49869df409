package dev.sgate.vendor.ledger;

import dev.sgate.journal.Segment;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The table of journals that were taken in, each time anew. Refused files are in the audit log alone. */
public final class ImportTable {
    /** Whether an import counts: what comes from an appliance that is not enrolled is kept, and counted nowhere. */
    public enum Standing {
        COUNTED,
        PARKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an import did: lines, and devices. */
    public record Counts(
            long accepted,
            long duplicates,
            long rejected,
            long forked,
            long backDated,
            long devicesCreated,
            long devicesUpdated) {}

    /** One part of an export, as some file of it said. */
    public record Part(long exportSerial, long part, long parts, Instant exportedAt) {}

    /** An import. {@code standing} and {@code counts} are empty for one of a ledger's first version. */
    public record Import(
            long no,
            Sha256 identity,
            UUID appliance,
            String fileName,
            Instant importedAt,
            Optional<Standing> standing,
            Optional<Counts> counts) {}

    private static final String IMPORTS =
            "SELECT import_no, identity, appliance_id, file_name, imported_at, verdict, accepted,"
                    + " duplicates, rejected, forked, back_dated, devices_created, devices_updated FROM import ";

    private ImportTable() {}

    /**
     * Adds an import, whose appliance must be there; gives its number.
     *
     * @param envelope the file's signed line without its line feed; empty where it is not kept
     */
    public static long add(
            Connection connection, Segment segment, String fileName, Instant now, Optional<byte[]> envelope)
            throws SQLException {
        return Sql.find(
                        connection,
                        "INSERT INTO import (identity, appliance_id, file_name, imported_at, export_serial, exported_at, part,"
                                + " parts, first_seq, last_seq, envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " RETURNING import_no",
                        row -> row.integer("import_no"),
                        segment.identity(),
                        segment.terms().applianceId(),
                        fileName,
                        now,
                        segment.terms().exportSerial(),
                        segment.terms().exportedAt(),
                        segment.terms().part(),
                        segment.terms().parts(),
                        segment.terms().firstSeq(),
                        segment.terms().lastSeq(),
                        envelope)
                .orElseThrow();
    }

    /** The number of the newest import; 0 before the first. */
    public static long newest(Connection connection) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT coalesce(max(import_no), 0) AS newest FROM import",
                        row -> row.integer("newest"))
                .orElseThrow();
    }

    /** Says what became of an import. */
    public static void settle(Connection connection, long no, Standing standing, Counts counts) throws SQLException {
        Sql.updateOne(
                connection,
                "UPDATE import SET verdict = ?, accepted = ?, duplicates = ?, rejected = ?, forked = ?,"
                        + " back_dated = ?, devices_created = ?, devices_updated = ? WHERE import_no = ?",
                standing.word(),
                counts.accepted(),
                counts.duplicates(),
                counts.rejected(),
                counts.forked(),
                counts.backDated(),
                counts.devicesCreated(),
                counts.devicesUpdated(),
                no);
    }

    /** All imports of an appliance, oldest first. */
    public static List<Import> of(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(connection, IMPORTS + "WHERE appliance_id = ? ORDER BY import_no", ImportTable::row, appliance);
    }

    /** The parts of an appliance's exports that came in, each once, in order: what is not among them is missing. */
    public static List<Part> parts(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(
                connection,
                "SELECT DISTINCT export_serial, part, parts, exported_at FROM import"
                        + " WHERE appliance_id = ? AND part IS NOT NULL ORDER BY export_serial, part",
                row -> new Part(
                        row.integer("export_serial"),
                        row.integer("part"),
                        row.integer("parts"),
                        row.time("exported_at")),
                appliance);
    }

    private static Import row(Row row) throws SQLException {
        Optional<Standing> standing =
                row.findText("verdict").map(word -> Standing.valueOf(word.toUpperCase(Locale.ROOT)));
        return new Import(
                row.integer("import_no"),
                row.digest("identity"),
                row.uuid("appliance_id"),
                row.text("file_name"),
                row.time("imported_at"),
                standing,
                standing.isEmpty() ? Optional.empty() : Optional.of(counts(row)));
    }

    private static Counts counts(Row row) throws SQLException {
        return new Counts(
                row.integer("accepted"),
                row.integer("duplicates"),
                row.integer("rejected"),
                row.integer("forked"),
                row.integer("back_dated"),
                row.integer("devices_created"),
                row.integer("devices_updated"));
    }
}
