package dev.sgate.vendor.reconcile;

import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.ApplianceState.Gap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The events that an appliance lost with its journal's key or its database, as it tells in a {@code warning} (docs/events.md). */
final class LostStretches {
    private static final Set<String> KINDS = Set.of("journal-key-lost", "state-rebuilt", "state-older");

    private final List<Gap> told = new ArrayList<>();

    private LostStretches() {}

    static LostStretches of(Connection connection, UUID appliance) throws SQLException {
        LostStretches lost = new LostStretches();
        Sql.each(
                connection,
                "SELECT line FROM event WHERE appliance_id = ? AND type = 'warning'",
                row -> row.bytes("line"),
                lost::take,
                appliance);
        return lost;
    }

    private void take(byte[] line) {
        EventDetail detail = EventDetail.of(line);
        if (detail.text("kind").filter(KINDS::contains).isPresent()) {
            detail.integer("firstSeq")
                    .ifPresent(first -> detail.integer("lastSeq").ifPresent(last -> told.add(new Gap(first, last))));
        }
    }

    /** The gap, with the word that it is lost where it lies in a stretch that was told. */
    Gap mark(Gap gap) {
        boolean lost = told.stream().anyMatch(one -> one.first() <= gap.first() && gap.last() <= one.last());
        return new Gap(gap.first(), gap.last(), lost);
    }
}
