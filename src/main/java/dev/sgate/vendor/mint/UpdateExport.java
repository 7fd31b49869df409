package dev.sgate.vendor.mint;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.KeyTable;
import dev.sgate.vendor.ledger.RevocationTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Updates that the desk's ledger knows of: they may bring the newest revocation list, and bundles may carry them. */
public final class UpdateExport {
    private final DeskLedger ledger;
    private final List<NamedKey> keys;

    public UpdateExport(DeskLedger ledger, List<NamedKey> keys) {
        this.ledger = ledger;
        this.keys = List.copyOf(keys);
    }

    /**
     * Mints an update and puts it into the ledger and the audit log.
     *
     * @param revocations whether it brings the revocation list of this moment along; such a one is carried in no bundle
     * @param out the folder or the file where it will be
     */
    public MintedUpdate mint(UpdateOrder order, AppFile measured, boolean revocations, Path out, Instant now) {
        return ledger.change(connection -> {
            noteKeys(connection, revocations, now);
            Optional<RevocationList> crl =
                    revocations ? Optional.of(RevocationTable.next(connection, now)) : Optional.empty();
            MintedUpdate minted = UpdateMint.mint(order, measured, crl, keys, now);
            record(connection, minted, out, now);
            return minted;
        });
    }

    /**
     * What each key is for: what the ledger knows already; else the first is the update key, and behind it stand license keys, which
     * sign the revocation list.
     */
    private void noteKeys(Connection connection, boolean revocations, Instant now) throws SQLException {
        boolean updateKeySeen = false;
        for (NamedKey key : keys) {
            Optional<Role> known = KeyTable.find(connection, key.kid()).map(KeyTable.Key::role);
            Role role = known.orElse(revocations && updateKeySeen ? Role.LICENSE : Role.UPDATE);
            updateKeySeen |= role == Role.UPDATE;
            KeyUse.note(connection, List.of(key), role, now);
        }
    }

    private void record(Connection connection, MintedUpdate minted, Path out, Instant now) throws SQLException {
        if (minted.terms().crl().isEmpty()) {
            Apps.add(
                    connection,
                    minted.terms(),
                    minted.identity(),
                    SealedFileWriter.target(out, minted.fileName()),
                    now);
        }
        Audit.append(
                connection,
                AuditEntry.of(
                        AuditAction.OFFLINE_BUNDLE_EXPORTED,
                        now,
                        minted.terms().updateId().toString(),
                        Payloads.members(
                                "type", "update",
                                "identity", minted.identity(),
                                "product", minted.terms().product(),
                                "version", minted.terms().app().version().written(),
                                "platform", minted.terms().app().platform(),
                                "sha256", minted.terms().app().sha256(),
                                "crlNumber", minted.terms().crl().map(RevocationList::number),
                                "keys",
                                        keys.stream()
                                                .map(key -> key.kid().value())
                                                .toList())));
    }
}
