package dev.sgate.vendor.ledger;

import dev.sgate.journal.Event;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Batch;
import dev.sgate.store.Lookup;
import dev.sgate.store.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The events of one appliance, for an import: asked for and written by the thousand, inside the import's transaction. What was
 * added is not found until {@link #flush}.
 */
public final class EventRows implements AutoCloseable {
    /**
     * Where a line stands.
     *
     * @param future whether it was rejected as from the future
     * @param knownId whether it was rejected because another line has its id
     */
    public record Place(long seq, Sha256 digest, UUID id, boolean future, boolean knownId) {}

    /** What a line says, as far as a report shows it. */
    public record Told(Instant occurredAt, String type, byte[] line) {}

    /** Ids that are asked for at once. */
    private static final int IDS = 200;

    private static final String PLACES = "SELECT appliance_id, seq, digest, event_id, rejected FROM event WHERE ";

    private final UUID appliance;
    private final Lookup<Place> between;
    private final Lookup<Optional<Place>> withIds;
    private final Lookup<Told> told;
    private final Batch adding;
    private final Batch marking;

    public EventRows(Connection connection, UUID appliance) throws SQLException {
        this.appliance = appliance;
        this.between = Lookup.of(connection, PLACES + "appliance_id = ? AND seq BETWEEN ? AND ?", EventRows::place);
        this.withIds = Lookup.of(
                connection,
                PLACES + "event_id IN (?" + ", ?".repeat(IDS - 1) + ")",
                row -> appliance.equals(row.uuid("appliance_id")) ? Optional.of(place(row)) : Optional.empty());
        this.told = Lookup.of(
                connection,
                "SELECT occurred_at, type, line FROM event WHERE appliance_id = ? AND seq = ? AND digest = ?",
                row -> new Told(row.time("occurred_at"), row.text("type"), row.bytes("line")));
        this.adding = Batch.of(
                connection,
                "INSERT INTO event (appliance_id, seq, digest, prev, event_id, occurred_at, type, license_id, fingerprint,"
                        + " lease_until, rejected, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.marking =
                Batch.of(connection, "UPDATE event SET rejected = ? WHERE appliance_id = ? AND seq = ? AND digest = ?");
    }

    private static Place place(Row row) throws SQLException {
        Optional<String> rejected = row.findText("rejected");
        return new Place(
                row.integer("seq"),
                row.digest("digest"),
                row.uuid("event_id"),
                rejected.filter("future"::equals).isPresent(),
                rejected.filter("known-id"::equals).isPresent());
    }

    /** What a line says that is there already. */
    public Told told(Place place) throws SQLException {
        return told.list(appliance, place.seq(), place.digest()).getFirst();
    }

    /** The lines with these numbers, both included. */
    public List<Place> between(long first, long last) throws SQLException {
        return between.list(appliance, first, last);
    }

    /**
     * The lines with one of these ids. Those of other appliances are left out here and not by the database: an appliance in the
     * question, and a database that knows little of the table yet goes over all its events.
     */
    public List<Place> withIds(List<UUID> ids) throws SQLException {
        List<Place> places = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS) {
            List<Object> values = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + IDS)));
            values.addAll(Collections.nCopies(IDS - values.size(), values.getFirst()));
            withIds.list(values.toArray()).forEach(found -> found.ifPresent(places::add));
        }
        return places;
    }

    /**
     * Adds a line that is not there.
     *
     * @param leaseUntil the end of the lease that it tells of, if it does
     * @param rejected why it does not count, if so
     */
    public void add(Event event, Sha256 digest, Optional<Instant> leaseUntil, Optional<String> rejected)
            throws SQLException {
        adding.add(
                appliance,
                event.seq(),
                digest,
                event.prev(),
                event.id(),
                event.occurredAt(),
                event.type(),
                event.licenseId(),
                event.fingerprint(),
                leaseUntil,
                rejected,
                event.line());
    }

    /** Says why a line that is there already does not count. */
    public void reject(Place place, String why) throws SQLException {
        adding.flush();
        marking.add(why, appliance, place.seq(), place.digest());
    }

    /** Sends what was added. */
    public void flush() throws SQLException {
        adding.flush();
        marking.flush();
    }

    @Override
    public void close() throws SQLException {
        try (between;
                withIds;
                told;
                adding;
                marking) {
            flush();
        }
    }
}
