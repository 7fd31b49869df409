package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.ApplianceTable.Pool;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.JournalShape;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.reconcile.SeatLimits.Arrival;
import dev.sgate.vendor.seats.Branches;
import dev.sgate.vendor.seats.Holding;
import dev.sgate.vendor.seats.Holdings;
import dev.sgate.vendor.seats.SeatEvent;
import dev.sgate.vendor.seats.SeatLimit;
import dev.sgate.vendor.seats.SeatSweep;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads who held the seats of a license at a site out of the journals of its enrolled appliances. An event from the future counts at
 * the time of the last one before it that is believed, with the length of its lease; an event whose id another has does not count.
 */
final class SeatReader {
    private record SeatRow(
            Instant at,
            String type,
            Optional<Sha256> device,
            Optional<Instant> leaseUntil,
            boolean future,
            Optional<byte[]> line) {}

    private static final String OF_THE_LICENSE = "license_id = ?"
            + " AND type IN ('activation', 'validation', 'renewal', 'deactivation', 'pool-reset', 'license-imported')"
            + " AND (rejected IS NULL OR rejected = 'future')";

    private static final String EVENTS =
            "SELECT occurred_at, type, fingerprint, lease_until, rejected, CASE WHEN type = 'license-imported' THEN line END AS line"
                    + " FROM event WHERE appliance_id = ? AND " + OF_THE_LICENSE + " ORDER BY seq, digest";

    /** Lines that say nothing of the license have an empty type. */
    private static final String ALL_LINES = "SELECT seq, digest, prev, occurred_at, CASE WHEN " + OF_THE_LICENSE
            + " THEN type ELSE '' END AS type, fingerprint, lease_until, rejected, CASE WHEN type = 'license-imported' AND "
            + OF_THE_LICENSE + " THEN line END AS line FROM event WHERE appliance_id = ? ORDER BY seq, digest";

    private final Connection connection;

    SeatReader(Connection connection) {
        this.connection = connection;
    }

    /** The licenses and sites that this desk minted for these appliances, as far as their files named them. */
    List<Pool> poolsOf(List<UUID> appliances) throws SQLException {
        List<Pool> pools = new ArrayList<>();
        for (UUID appliance : appliances) {
            pools.addAll(ApplianceTable.pools(connection, appliance));
        }
        return pools.stream().distinct().toList();
    }

    LicenseSeats read(Pool pool) throws SQLException {
        License license = LicenseTable.find(connection, pool.license()).orElseThrow();
        List<BundleTable.Bundle> bundles = BundleTable.of(connection, pool.license()).stream()
                .filter(bundle -> bundle.site().equals(pool.site()))
                .toList();
        List<ApplianceTable.Enrolled> appliances = ApplianceTable.under(connection, pool.license(), pool.site());
        Holdings holdings = new Holdings();
        List<Holding> held = new ArrayList<>();
        SeatLimits limits = new SeatLimits(bundles);
        for (ApplianceTable.Enrolled appliance : appliances) {
            limits.add(
                    JournalShape.forks(connection, appliance.id()).isEmpty()
                            ? read(pool, appliance, bundles.getFirst().mintedAt(), holdings)
                            : readForked(pool, appliance, bundles.getFirst().mintedAt(), held));
        }
        held.addAll(holdings.all());
        List<SeatLimit> inForce = limits.all();
        return new LicenseSeats(
                pool.license(),
                license.tenant(),
                license.product(),
                pool.site(),
                bundles.getLast().poolSize(),
                appliances.size(),
                SeatSweep.sweep(held, inForce));
    }

    /** Reads one appliance's journal, and says when which bundle arrived there. */
    private List<Arrival> read(Pool pool, ApplianceTable.Enrolled appliance, Instant firstMinted, Holdings holdings)
            throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        Instant[] believed = {firstMinted};
        Sql.each(
                connection,
                EVENTS,
                SeatReader::row,
                row -> {
                    Instant at = row.future() ? believed[0] : row.at();
                    believed[0] = at;
                    row.line()
                            .flatMap(line -> EventDetail.of(line).uuid("bundleId"))
                            .ifPresent(bundle -> arrivals.add(new Arrival(bundle, at)));
                    event(appliance, row, at).ifPresent(holdings::add);
                },
                appliance.id(),
                pool.license());
        return arrivals;
    }

    /** The same where its journal is forked: all lines are read, for each says which it continues. */
    private List<Arrival> readForked(
            Pool pool, ApplianceTable.Enrolled appliance, Instant firstMinted, List<Holding> held) throws SQLException {
        Branches branches = new Branches();
        List<Arrival> arrivals = new ArrayList<>();
        Instant[] believed = {firstMinted};
        Sql.each(
                connection,
                ALL_LINES,
                row -> Map.entry(
                        new Branches.Line(
                                row.integer("seq"), row.digest("digest"), row.digest("prev"), Optional.empty()),
                        row(row)),
                entry -> {
                    SeatRow row = entry.getValue();
                    boolean counts = !row.type().isEmpty();
                    Instant at = row.future() || !counts ? believed[0] : row.at();
                    believed[0] = at;
                    row.line()
                            .flatMap(line -> EventDetail.of(line).uuid("bundleId"))
                            .ifPresent(bundle -> arrivals.add(new Arrival(bundle, at)));
                    Branches.Line line = entry.getKey();
                    branches.add(new Branches.Line(line.seq(), line.digest(), line.prev(), event(appliance, row, at)));
                },
                pool.license(),
                pool.license(),
                appliance.id());
        held.addAll(branches.all());
        return arrivals;
    }

    private static Optional<SeatEvent> event(ApplianceTable.Enrolled appliance, SeatRow row, Instant at) {
        return switch (row.type()) {
            case "activation", "validation", "renewal" ->
                row.device().map(device -> {
                    boolean own = device.equals(appliance.fingerprint());
                    return new SeatEvent.Held(appliance.id(), device, at, until(row, at, own));
                });
            case "deactivation" -> row.device().map(device -> new SeatEvent.GivenBack(appliance.id(), device, at));
            case "pool-reset" -> Optional.of(new SeatEvent.Reset(appliance.id(), at));
            default -> Optional.empty();
        };
    }

    /** Only the appliance's own seat is without an end; where another device's lease is not told, it was the longest there is. */
    private static Optional<Instant> until(SeatRow row, Instant at, boolean own) {
        return row.leaseUntil()
                .map(until -> until.plusSeconds(at.getEpochSecond() - row.at().getEpochSecond()))
                .or(() -> own ? Optional.empty() : Optional.of(at.plus(SeatLimits.LONGEST_LEASE)));
    }

    /** What an older version kept may be no time of ours; then it counts as absent. */
    private static Optional<Instant> leaseUntil(Row row) throws SQLException {
        boolean ours = row.findText("lease_until")
                .filter(text -> text.length() == EventDetail.TIME_LENGTH)
                .isPresent();
        return ours ? row.findTime("lease_until") : Optional.empty();
    }

    private static SeatRow row(Row row) throws SQLException {
        return new SeatRow(
                row.time("occurred_at"),
                row.text("type"),
                row.findText("fingerprint").map(Sha256::new),
                leaseUntil(row),
                row.findText("rejected").isPresent(),
                Optional.ofNullable(row.bytes("line")));
    }
}
