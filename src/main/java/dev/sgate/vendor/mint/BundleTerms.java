package dev.sgate.vendor.mint;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Pool;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.License;
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
 * What the ledger adds to an order: serial, epoch, the revocation list of this moment (S97), the appliances that it knows, and how far
 * it holds their journals (BEHAVIOUR 6).
 */
final class BundleTerms {
    /** How long a bundle that names no appliance may open a pool (BEHAVIOUR 6). */
    private static final Duration ACTIVATE_WITHIN = Duration.ofDays(7);

    private BundleTerms() {}

    static LicenseTerms of(
            Connection connection, LicenseOrder order, OrderSubject subject, RevocationList crl, Instant now)
            throws SQLException {
        License license = subject.license();
        List<ApplianceTable.Enrolled> known = ApplianceTable.under(connection, license.id(), order.site());
        Optional<List<Sha256>> appliances = appliances(order, known);
        return new LicenseTerms(
                UUID.randomUUID(),
                BundleTable.nextSerial(connection, license.id(), order.site()),
                license.id(),
                license.keyHash(),
                license.product(),
                license.tenant(),
                order.site(),
                license.tier(),
                order.entitlements(),
                now,
                subject.validUntil(order, now),
                appliances,
                activateBy(order, appliances, now),
                pool(connection, order, license),
                crl,
                order.policy(),
                acks(connection, known),
                order.journalKey(),
                order.update().map(UpdateFile::line));
    }

    private static Optional<List<Sha256>> appliances(LicenseOrder order, List<ApplianceTable.Enrolled> known) {
        List<Sha256> named = order.appliances().isEmpty()
                ? known.stream().map(ApplianceTable.Enrolled::keyId).toList()
                : order.appliances().stream().distinct().toList();
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    private static Optional<Instant> activateBy(LicenseOrder order, Optional<List<Sha256>> appliances, Instant now) {
        return order.activateBy()
                .or(() -> appliances.isEmpty() ? Optional.of(now.plus(ACTIVATE_WITHIN)) : Optional.empty());
    }

    private static Pool pool(Connection connection, LicenseOrder order, License license) throws SQLException {
        long epoch = Math.max(license.poolEpoch(), BundleTable.newestEpoch(connection, license.id()));
        return new Pool(order.poolSize(), order.devices(), order.resetDevices() ? epoch + 1 : epoch);
    }

    private static Map<UUID, LicenseTerms.Ack> acks(Connection connection, List<ApplianceTable.Enrolled> known)
            throws SQLException {
        Map<UUID, LicenseTerms.Ack> acks = new HashMap<>();
        for (ApplianceTable.Enrolled appliance : known) {
            Optional<ChainHead> held = ApplianceTable.heldTo(connection, appliance.id());
            held.ifPresent(head -> acks.put(appliance.id(), new LicenseTerms.Ack(head.seq(), head.head())));
        }
        return acks;
    }
}
