package dev.sgate.vendor.ledger;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.Segment;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables of the appliances that sent a journal, and of what they hold. */
public final class ApplianceTable {
    /** An appliance that counts. */
    public record Enrolled(UUID id, Sha256 keyId, Sha256 fingerprint) {}

    /** A license at a site. */
    public record Pool(UUID license, String site) {}

    /**
     * An appliance that sent a journal.
     *
     * @param fingerprint of its machine
     * @param enrolledAt empty while parked
     * @param tipSeq the newest event that any of its files spoke of
     * @param acceptedBy who let it out of parking; empty where its bundle did
     */
    public record Appliance(
            UUID id,
            Sha256 keyId,
            Sha256 fingerprint,
            Optional<Instant> enrolledAt,
            long tipSeq,
            Optional<String> acceptedBy) {}

    private static final String APPLIANCES =
            "SELECT appliance_id, key_id, fingerprint, enrolled_at, tip_seq, accepted_by FROM appliance ";

    /** The bundles that an appliance names, and that are for any appliance or for this one: what else it names is a claim. */
    private static final String NAMED = "appliance_bundle ab JOIN bundle b ON b.bundle_id = ab.bundle_id AND ("
            + "NOT EXISTS (SELECT 1 FROM bundle_appliance ba WHERE ba.bundle_id = b.bundle_id)"
            + " OR EXISTS (SELECT 1 FROM bundle_appliance ba JOIN appliance o ON o.key_id = ba.key_id"
            + " WHERE ba.bundle_id = b.bundle_id AND o.appliance_id = ab.appliance_id))";

    private ApplianceTable() {}

    /** All appliances, by id. */
    public static List<Appliance> list(Connection connection) throws SQLException {
        return Sql.list(connection, APPLIANCES + "ORDER BY appliance_id", ApplianceTable::appliance);
    }

    public static Optional<Appliance> find(Connection connection, UUID id) throws SQLException {
        return Sql.find(connection, APPLIANCES + "WHERE appliance_id = ?", ApplianceTable::appliance, id);
    }

    private static Appliance appliance(Row row) throws SQLException {
        return new Appliance(
                row.uuid("appliance_id"),
                row.digest("key_id"),
                row.digest("fingerprint"),
                row.findTime("enrolled_at"),
                row.integer("tip_seq"),
                row.findText("accepted_by"));
    }

    /** Lets a parked appliance in by a person's word; whether there was one to let in (BEHAVIOUR 6). */
    public static boolean accept(Connection connection, UUID appliance, String who, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE appliance SET enrolled_at = ?, accepted_by = ? WHERE appliance_id = ? AND enrolled_at IS NULL",
                        now,
                        who,
                        appliance)
                == 1;
    }

    /** The enrolled appliances that run under a bundle of this license and site which is for them. */
    public static List<Enrolled> under(Connection connection, UUID license, String site) throws SQLException {
        return Sql.list(
                connection,
                "SELECT DISTINCT a.appliance_id, a.key_id, a.fingerprint FROM " + NAMED
                        + " JOIN appliance a ON a.appliance_id = ab.appliance_id"
                        + " WHERE a.enrolled_at IS NOT NULL AND b.license_id = ? AND b.site = ? ORDER BY a.key_id",
                row -> new Enrolled(row.uuid("appliance_id"), row.digest("key_id"), row.digest("fingerprint")),
                license,
                site);
    }

    /** The licenses and sites of the bundles that this appliance's files named, and that this desk minted for it. */
    public static List<Pool> pools(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(
                connection,
                "SELECT DISTINCT b.license_id, b.site FROM " + NAMED
                        + " WHERE ab.appliance_id = ? ORDER BY b.license_id, b.site",
                row -> new Pool(row.uuid("license_id"), row.text("site")),
                appliance);
    }

    /** Remembers the appliance and what its file says of it; a file that is older than another changes nothing. */
    public static void see(Connection connection, Segment segment) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO appliance (appliance_id, key_id, device_key, fingerprint, tip_seq) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (appliance_id) DO UPDATE SET tip_seq = CASE"
                        + " WHEN excluded.tip_seq > appliance.tip_seq THEN excluded.tip_seq ELSE appliance.tip_seq END",
                segment.terms().applianceId(),
                segment.deviceKeyId(),
                segment.deviceKey().spki(),
                segment.terms().fingerprint(),
                segment.terms().tip().seq());
        for (UUID bundle : segment.terms().bundleIds()) {
            Sql.update(
                    connection,
                    "INSERT INTO appliance_bundle (appliance_id, bundle_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    segment.terms().applianceId(),
                    bundle);
        }
    }

    /**
     * Enrols the appliance if it names a bundle that this desk minted and that is for any appliance or for this one (BEHAVIOUR 6).
     *
     * @return whether it is enrolled now
     */
    public static boolean enrol(Connection connection, UUID appliance, Instant now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE appliance SET enrolled_at = ? WHERE appliance_id = ? AND enrolled_at IS NULL AND EXISTS ("
                        + "SELECT 1 FROM " + NAMED + " WHERE ab.appliance_id = appliance.appliance_id)",
                now,
                appliance);
        return isEnrolled(connection, appliance);
    }

    public static boolean isEnrolled(Connection connection, UUID appliance) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT 1 AS n FROM appliance WHERE appliance_id = ? AND enrolled_at IS NOT NULL",
                        row -> row.integer("n"),
                        appliance)
                .isPresent();
    }

    /** Other appliances with the same machine's fingerprint: reinstalled, or a copy. */
    public static List<UUID> twins(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(
                connection,
                "SELECT o.appliance_id FROM appliance a JOIN appliance o ON o.fingerprint = a.fingerprint"
                        + " AND o.appliance_id <> a.appliance_id WHERE a.appliance_id = ? ORDER BY o.appliance_id",
                row -> row.uuid("appliance_id"),
                appliance);
    }

    /**
     * The event up to which the desk holds this journal without a gap or a fork; empty before the first. Rejected events keep their
     * place; what lies behind a missing part is not acknowledged (BEHAVIOUR 6).
     */
    public static Optional<ChainHead> heldTo(Connection connection, UUID appliance) throws SQLException {
        return Optional.of(JournalShape.wholeTo(connection, appliance)).filter(head -> head.seq() > 0);
    }
}
