package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifyingKey;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.KeyTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the sites of this ledger were given last: their newest bundles, read back from the signed lines that the ledger keeps, with the
 * keys that signed them. For use inside one transaction.
 */
public final class StandingTerms {
    private final Connection connection;
    private final Keyring signers;

    public StandingTerms(Connection connection) throws SQLException {
        this.connection = connection;
        Map<Kid, VerifyingKey> keys = new HashMap<>();
        for (KeyTable.Key key : KeyTable.list(connection)) {
            VerifyingKey.find(key.algorithm(), key.spki()).ifPresent(found -> keys.put(key.id(), found));
        }
        this.signers = keys.isEmpty() ? Keyring.nothing("no key has signed yet") : SelfCheck.believing(keys);
    }

    /** The terms of the site's newest bundle; empty where it has none, or one of a ledger's first version, which kept no line. */
    Optional<LicenseTerms> of(UUID license, String site) throws SQLException {
        Optional<BundleTable.Bundle> newest = BundleTable.newest(connection, license, site);
        return newest.isEmpty()
                ? Optional.empty()
                : BundleTable.envelope(connection, newest.get().id())
                        .flatMap(this::read)
                        .map(LicenseBundle::terms);
    }

    /** The bundle in this line, if a key that the ledger knows signed it. */
    Optional<LicenseBundle> read(byte[] line) {
        try {
            return new SealedFile(new ByteArrayInputStream(line)).open(signers).then(LicenseBundle::from)
                            instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                    ? Optional.of(bundle)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * The order with what it leaves open as the site has it: entitlements, policy, journal key, devices bound in advance, and the
     * appliances that the newest bundle names or that the ledger knows.
     *
     * @param license the license that the site had until now; another than the order's where its key was changed
     */
    public LicenseOrder complete(LicenseOrder order, UUID license) throws SQLException {
        Set<Sha256> appliances = new LinkedHashSet<>();
        Optional<BundleTable.Bundle> newest = BundleTable.newest(connection, license, order.site());
        if (newest.isPresent()) {
            appliances.addAll(BundleTable.appliances(connection, newest.get().id()));
        }
        for (ApplianceTable.Enrolled known : ApplianceTable.under(connection, license, order.site())) {
            appliances.add(known.keyId());
        }
        LicenseOrder addressed = order.orFor(List.copyOf(appliances));
        return of(license, order.site()).map(addressed::orAsIn).orElse(addressed);
    }
}
