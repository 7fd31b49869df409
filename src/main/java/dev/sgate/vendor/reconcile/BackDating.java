package dev.sgate.vendor.reconcile;

import dev.sgate.journal.Event;
import dev.sgate.seal.Sha256;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import dev.sgate.vendor.reconcile.BackDatedEvent.Why;
import dev.sgate.vendor.seats.ChainClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the back-dated events of one file: those that lie more than an hour before the event before them in the chain, or before the
 * first bundle of their license was minted. The event before the file, and the one after it, are looked up in the ledger, so that
 * parts in any order are compared where they touch.
 */
final class BackDating {
    private record Neighbour(long seq, Sha256 digest, Sha256 prev, Instant occurredAt, String type, boolean future) {
        ChainClock.Line line() {
            return new ChainClock.Line(seq, digest, prev, occurredAt, future);
        }
    }

    private static final String NEIGHBOUR =
            "SELECT seq, digest, prev, occurred_at, type, rejected FROM event WHERE appliance_id = ? AND seq = ?";

    /** Licenses whose first bundle is remembered; a file may name any number of them. */
    private static final int LICENSES_MAX = 1_000;

    private final Connection connection;
    private final UUID appliance;
    private final ChainClock clock = new ChainClock();
    private final Map<UUID, Optional<Instant>> firstMinted = new HashMap<>();
    private long last;
    private boolean lastIsNew;

    BackDating(Connection connection, UUID appliance) {
        this.connection = connection;
        this.appliance = appliance;
    }

    /** The next event of the file; what came before is told of only once, with the file that brought it. */
    Optional<BackDatedEvent> next(Event event, Sha256 digest, boolean future, boolean isNew) throws SQLException {
        if (last == 0) {
            for (Neighbour before : neighbours(event.seq() - 1)) {
                clock.next(before.line());
            }
        }
        last = event.seq();
        lastIsNew = isNew;
        Optional<Duration> behind = clock.next(
                        new ChainClock.Line(event.seq(), digest, event.prev(), event.occurredAt(), future))
                .behind();
        if (!isNew || future) {
            return Optional.empty();
        }
        return behind.map(by -> found(event.seq(), event.occurredAt(), event.type(), Why.BEFORE_ITS_PREDECESSOR, by))
                .or(() -> beforeItsBundle(event));
    }

    /** The event after the file's last, where it came earlier than this file. */
    Optional<BackDatedEvent> after() throws SQLException {
        if (!lastIsNew) {
            return Optional.empty();
        }
        for (Neighbour next : neighbours(last + 1)) {
            Optional<Duration> behind = clock.next(next.line()).behind();
            if (behind.isPresent()) {
                return behind.map(
                        by -> found(next.seq(), next.occurredAt(), next.type(), Why.BEFORE_ITS_PREDECESSOR, by));
            }
        }
        return Optional.empty();
    }

    private Optional<BackDatedEvent> beforeItsBundle(Event event) {
        return event.licenseId()
                .flatMap(this::remembered)
                .map(minted -> Duration.between(event.occurredAt(), minted))
                .filter(by -> by.compareTo(ChainClock.TOLERANCE) > 0)
                .map(by -> found(event.seq(), event.occurredAt(), event.type(), Why.BEFORE_ITS_BUNDLE, by));
    }

    private static BackDatedEvent found(long seq, Instant at, String type, Why why, Duration by) {
        return new BackDatedEvent(seq, at, type, why, by);
    }

    private Optional<Instant> remembered(UUID license) {
        if (firstMinted.size() >= LICENSES_MAX && !firstMinted.containsKey(license)) {
            firstMinted.clear();
        }
        return firstMinted.computeIfAbsent(license, this::firstMinted);
    }

    private Optional<Instant> firstMinted(UUID license) {
        try {
            return Sql.find(
                            connection,
                            "SELECT min(minted_at) AS first FROM bundle WHERE license_id = ?",
                            row -> row.findTime("first"),
                            license)
                    .flatMap(first -> first);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger cannot be read", e);
        }
    }

    private List<Neighbour> neighbours(long seq) throws SQLException {
        return Sql.list(connection, NEIGHBOUR, BackDating::neighbour, appliance, seq);
    }

    private static Neighbour neighbour(Row row) throws SQLException {
        return new Neighbour(
                row.integer("seq"),
                row.digest("digest"),
                row.digest("prev"),
                row.time("occurred_at"),
                row.text("type"),
                row.findText("rejected").filter("future"::equals).isPresent());
    }
}
