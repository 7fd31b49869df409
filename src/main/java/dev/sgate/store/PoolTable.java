package dev.sgate.store;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Seats of pools, the instances that sit in them, and how many were taken lately. */
final class PoolTable {
    private static final String INSTANCE = """
            SELECT instance, license_id, device, machine_known, address, issued_at, expires_at, told_at, addresses_told_at
              FROM instance WHERE \
            """;

    /** Whose contact counts: a device that is not known again is silent since its last lease. */
    private static final String SEAT = """
            SELECT seat.device, since, free_from, issued_at FROM seat
              LEFT JOIN instance ON instance.license_id = seat.license_id AND instance.device = seat.device
                                AND machine_known = 0
            """;

    /** Longer than any limit that counts them. */
    private static final Duration COUNTED_FOR = Duration.ofDays(8);

    /** So many of the latest are kept, whatever the clock says: it may be wrong, and then they count again once it is right. */
    private static final long KEPT = 10_000;

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

    static void count(Connection writer, StateChange.NewSeatCounted counted) throws SQLException {
        Sql.update(
                writer, """
                DELETE FROM new_seat
                 WHERE new_seat_no <= (SELECT max(new_seat_no) FROM new_seat) - ? AND (at < ? OR at > ?)
                """, KEPT, counted.at().minus(COUNTED_FOR), counted.at().plus(COUNTED_FOR));
        Sql.update(
                writer,
                "INSERT INTO new_seat (license_id, address, early, again, at) VALUES (?, ?, ?, ?, ?)",
                counted.licenseId(),
                counted.address(),
                counted.early(),
                counted.again(),
                counted.at());
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

    static void hold(Connection writer, StateChange.InstanceHeld held) throws SQLException {
        Instance instance = held.instance();
        Sql.update(
                writer,
                """
                INSERT INTO instance (instance, license_id, device, machine_known, address, issued_at, expires_at,
                                      told_at, addresses_told_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (instance) DO UPDATE
                   SET address = excluded.address, issued_at = excluded.issued_at, expires_at = excluded.expires_at,
                       told_at = excluded.told_at, addresses_told_at = excluded.addresses_told_at
                """,
                instance.id(),
                instance.licenseId(),
                instance.device(),
                instance.machineKnown(),
                instance.address(),
                instance.issuedAt(),
                instance.expiresAt(),
                instance.toldAt(),
                instance.addressesToldAt());
    }

    static void end(Connection writer, StateChange.InstanceEnded ended) throws SQLException {
        Sql.update(writer, "DELETE FROM instance WHERE instance = ?", ended.instanceId());
    }

    static Optional<Instance> findInstance(Connection reader, UUID id) throws SQLException {
        return Sql.find(reader, INSTANCE + "instance = ?", PoolTable::instance, id);
    }

    static Optional<Instance> findInstance(Connection reader, UUID licenseId, Fingerprint device) throws SQLException {
        return Sql.find(reader, INSTANCE + "license_id = ? AND device = ?", PoolTable::instance, licenseId, device);
    }

    static List<Instance> instances(Connection reader) throws SQLException {
        return Sql.list(reader, INSTANCE + "1 = 1 ORDER BY instance_no", PoolTable::instance);
    }

    private static Instance instance(Row row) throws SQLException {
        return new Instance(
                row.uuid("instance"),
                row.uuid("license_id"),
                new Fingerprint(row.digest("device")),
                row.integer("machine_known") == 1,
                row.text("address"),
                row.time("issued_at"),
                row.time("expires_at"),
                row.time("told_at"),
                row.findTime("addresses_told_at"));
    }

    static long reusedEarly(Connection reader, UUID licenseId, Instant after, Instant upTo) throws SQLException {
        return count(
                reader,
                "SELECT count(*) AS n FROM new_seat WHERE license_id = ? AND early = 1 AND at > ? AND at <= ?",
                licenseId,
                after,
                upTo);
    }

    static long takenFrom(Connection reader, String address, Instant after, Instant upTo) throws SQLException {
        return count(
                reader,
                "SELECT count(*) AS n FROM new_seat WHERE address = ? AND again = 0 AND at > ? AND at <= ?",
                address,
                after,
                upTo);
    }

    static long takingsFrom(Connection reader, String address, Instant after, Instant upTo) throws SQLException {
        return count(
                reader,
                "SELECT count(*) AS n FROM new_seat WHERE address = ? AND at > ? AND at <= ?",
                address,
                after,
                upTo);
    }

    private static long count(Connection reader, String sql, Object... values) throws SQLException {
        return Sql.find(reader, sql, row -> row.integer("n"), values).orElseThrow();
    }
}
