package dev.sgate.store;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Seats of pools. */
final class PoolTable {
    /** Whose contact counts: a device that is not known again is silent since its last lease. */
    private static final String SEAT = """
            SELECT seat.device, since, free_from, issued_at FROM seat
              LEFT JOIN instance ON instance.license_id = seat.license_id AND instance.device = seat.device
                                AND machine_known = 0
            """;

    private PoolTable() {}

    /** The same device again keeps the seat it has, and takes back one that it gave back (BEHAVIOUR 5). */
    static void takeSeat(Connection writer, StateChange.SeatTaken taken) throws SQLException {
        Sql.update(writer, """
                INSERT INTO seat (license_id, epoch, device, since) VALUES (?, ?, ?, ?)
                ON CONFLICT (license_id, epoch, device) DO UPDATE
                   SET since = excluded.since, free_from = NULL WHERE free_from IS NOT NULL
                """, taken.licenseId(), taken.epoch(), taken.device(), taken.at());
    }

    static void giveBack(Connection writer, StateChange.SeatGivenBack back) throws SQLException {
        Sql.update(
                writer,
                "UPDATE seat SET free_from = ? WHERE license_id = ? AND epoch = ? AND device = ?",
                back.freeFrom(),
                back.licenseId(),
                back.epoch(),
                back.device());
    }

    static void clear(Connection writer, StateChange.SeatCleared cleared) throws SQLException {
        Sql.update(
                writer,
                "DELETE FROM seat WHERE license_id = ? AND epoch = ? AND device = ?",
                cleared.licenseId(),
                cleared.epoch(),
                cleared.device());
    }

    static List<PoolSeat> pool(Connection reader, UUID licenseId, long epoch) throws SQLException {
        return Sql.list(
                reader,
                SEAT + "WHERE seat.license_id = ? AND epoch = ? ORDER BY seat_no",
                PoolTable::seat,
                licenseId,
                epoch);
    }

    static Optional<PoolSeat> findSeat(Connection reader, UUID licenseId, long epoch, Fingerprint device)
            throws SQLException {
        return Sql.find(
                reader,
                SEAT + "WHERE seat.license_id = ? AND epoch = ? AND seat.device = ?",
                PoolTable::seat,
                licenseId,
                epoch,
                device);
    }

    static long seatCount(Connection reader, UUID licenseId, long epoch) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT seats FROM seat_count WHERE license_id = ? AND epoch = ?",
                        row -> row.integer("seats"),
                        licenseId,
                        epoch)
                .orElse(0L);
    }

    /** Equal times are listed, too: what is one seat too many here, the rules leave out. */
    static List<PoolSeat> seatsThatMatter(
            Connection reader,
            UUID licenseId,
            long epoch,
            Collection<Fingerprint> devices,
            Instant silentUpTo,
            Instant now)
            throws SQLException {
        return Sql.list(
                reader,
                """
                WITH asked (device) AS (SELECT value FROM json_each(?1)),
                     listed (seat_no) AS (
                    SELECT seat_no FROM asked JOIN seat USING (device) WHERE license_id = ?2 AND epoch = ?3
                     UNION
                    SELECT seat_no FROM seat WHERE license_id = ?2 AND epoch = ?3 AND free_from <= ?4
                     UNION
                    SELECT * FROM (SELECT seat_no FROM seat
                                    WHERE license_id = ?2 AND epoch = ?3 AND free_from > ?4
                                      AND device NOT IN (SELECT device FROM asked)
                                    ORDER BY free_from, seat_no LIMIT 1)
                     UNION
                    SELECT seat_no FROM instance JOIN seat USING (license_id, device)
                     WHERE license_id = ?2 AND epoch = ?3 AND machine_known = 0 AND issued_at <= ?5)
                """ + SEAT + "JOIN listed USING (seat_no) ORDER BY seat_no",
                PoolTable::seat,
                "[" + devices.stream().map(device -> '"' + device.hex() + '"').collect(Collectors.joining(",")) + "]",
                licenseId,
                epoch,
                now,
                silentUpTo);
    }

    static List<PoolSeat> seatsAhead(
            Connection reader, UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter) throws SQLException {
        return Sql.list(
                reader,
                """
                WITH listed (seat_no) AS (
                    SELECT seat_no FROM seat WHERE license_id = ?1 AND epoch = ?2 AND free_from > ?3
                     UNION
                    SELECT seat_no FROM instance JOIN seat USING (license_id, device)
                     WHERE license_id = ?1 AND epoch = ?2 AND machine_known = 0 AND issued_at > ?4)
                """ + SEAT + "JOIN listed USING (seat_no) ORDER BY seat_no",
                PoolTable::seat,
                licenseId,
                epoch,
                freeAfter,
                heardAfter);
    }

    private static PoolSeat seat(Row row) throws SQLException {
        return new PoolSeat(
                new Fingerprint(row.digest("device")),
                row.time("since"),
                row.findTime("free_from"),
                row.findTime("issued_at"));
    }
}
