package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.BundleTable.Bundle;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.TenantTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Bundles that were minted and whose file is wanted once more: the signed line as the ledger keeps it. */
public final class MintedBefore {
    private final DeskLedger ledger;

    public MintedBefore(DeskLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * The bundle, for its file; the audit log says that it went out again. Declined where the rules would have no bundle of its license
     * made today.
     *
     * @param update the update inside, where the bundle carries one
     * @throws BadInput if there is no such bundle, its line was not kept, or the update is not the one that it carries
     */
    public MintOutcome again(UUID id, Optional<UpdateFile> update, Instant now) {
        return ledger.change(connection -> {
            Bundle bundle = BundleTable.find(connection, id)
                    .orElseThrow(() -> new BadInput("the ledger knows no bundle " + id));
            requireSame(bundle, update);
            Optional<Decline> decline = decline(connection, bundle, now);
            return decline.isPresent()
                    ? new MintOutcome.Declined(decline.get())
                    : new MintOutcome.Made(again(connection, bundle, update, now));
        });
    }

    private static void requireSame(Bundle bundle, Optional<UpdateFile> update) {
        Optional<Sha256> named = update.map(file -> file.offer().identity());
        if (!bundle.update().equals(named)) {
            throw new BadInput(bundle.update()
                    .map(inside -> "the bundle carries the update " + inside + ": name its file with --update")
                    .orElse("the bundle carries no update"));
        }
    }

    private static Optional<Decline> decline(Connection connection, Bundle bundle, Instant now) throws SQLException {
        License license = Licenses.get(connection, bundle.licenseId());
        return MintRules.export(SiteSeats.of(connection, license, now)
                .situation(
                        TenantTable.find(connection, license.tenantId()).orElseThrow(), license, bundle.site(), now));
    }

    private static MintedLicense again(Connection connection, Bundle bundle, Optional<UpdateFile> update, Instant now)
            throws SQLException {
        byte[] line = BundleTable.envelope(connection, bundle.id())
                .orElseThrow(() -> new BadInput("bundle " + bundle.id() + " is older than this ledger keeps files"));
        LicenseBundle read = new StandingTerms(connection)
                .read(line)
                .orElseThrow(() -> new BadInput("the ledger does not know the key that signed bundle " + bundle.id()));
        Audit.append(
                connection,
                AuditEntry.of(
                        AuditAction.OFFLINE_BUNDLE_EXPORTED,
                        now,
                        bundle.id().toString(),
                        Payloads.members("type", "license", "identity", read.identity(), "again", true)));
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        return new MintedLicense(
                read.terms(), read.identity(), whole, Optional.empty(), update, Optional.empty(), Optional.empty());
    }
}
