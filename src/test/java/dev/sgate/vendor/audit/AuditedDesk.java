package dev.sgate.vendor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Policy;
import dev.sgate.license.Pool;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.TestKeys;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.KeyTable;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.RevocationTable;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.ledger.TenantTable;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.SyncImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A desk with a history worth an audit: two licenses, three bundles, one of them signed with RSA, and journals of two appliances. */
final class AuditedDesk {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final NamedKey DESK = TestKeys.ed25519("desk");
    static final List<NamedKey> PINNED = List.of(TestKeys.LICENSE_A, TestKeys.LICENSE_RSA, DESK);

    private final Path folder;
    private final DeskLedger ledger;
    private int files;

    AuditedDesk(Path folder, DeskLedger ledger) {
        this.folder = folder;
        this.ledger = ledger;
    }

    /** The words that pin the keys on the checker's command line. */
    static List<String> pins() {
        List<String> words = new ArrayList<>();
        for (NamedKey key : PINNED) {
            words.add("--key");
            words.add(key.kid() + "="
                    + Base64.getEncoder().encodeToString(key.key().publicKey().spki()));
        }
        return words;
    }

    /** Makes the history, and gives its pack. */
    Path pack() throws IOException {
        License acme = ledger.change(connection -> license(connection, "Acme Ümlaut \"& Co\"", "press"));
        License bell = ledger.change(connection -> license(connection, "Bell", "press"));
        UUID first = bundle(acme, 1, TestKeys.LICENSE_A);
        bundle(acme, 2, TestKeys.LICENSE_A);
        UUID other = bundle(bell, 1, TestKeys.LICENSE_RSA);
        JournalBuilder north = journal(first, 8);
        JournalBuilder south = journal(other, 5);
        take(north.file(1, 5));
        take(north.file(4, 8));
        take(south.file());
        take(south.file());
        take(journal(other, 0).file(1, 0));
        Path pack = folder.resolve("pack.jsonl");
        AuditPack.write(ledger, List.of(DESK), pack, NOW);
        return pack;
    }

    private static JournalBuilder journal(UUID bundle, int events) {
        JournalBuilder journal = new JournalBuilder().underBundle(bundle);
        for (int i = 0; i < events; i++) {
            journal.event(EventType.STARTUP, NOW.minusSeconds(100 - i));
        }
        return journal;
    }

    private void take(byte[] file) throws IOException {
        Path stick = Files.write(folder.resolve("journal-" + ++files + ".sgsync"), file);
        assertThat(new SyncImport(ledger, NOW).importFile(stick)).isInstanceOf(ImportedFile.Imported.class);
    }

    static License license(Connection connection, String customer, String product) throws SQLException {
        Tenant tenant = new Tenant(UUID.randomUUID(), customer, Plan.PROFESSIONAL, true, Optional.empty(), NOW);
        TenantTable.add(connection, tenant);
        AppTable.App app = AppTable.find(connection, product)
                .orElseGet(() -> new AppTable.App(UUID.randomUUID(), product, product, NOW));
        if (AppTable.find(connection, product).isEmpty()) {
            AppTable.add(connection, app);
        }
        License license = new License(
                UUID.randomUUID(),
                Sha256.of(customer.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                tenant.id(),
                customer,
                app.id(),
                product,
                "pro",
                50,
                0,
                0,
                NOW.plus(Duration.ofDays(365)),
                NOW,
                Optional.empty(),
                Optional.empty());
        LicenseTable.add(connection, license);
        return license;
    }

    private UUID bundle(License license, long serial, NamedKey key) {
        return ledger.change(connection -> {
            LicenseTerms terms = terms(connection, license, serial);
            byte[] line = Sealer.seal(PayloadType.LICENSE, terms.toPayload(), List.of(key));
            Sha256 identity = Sha256.of(Payloads.toJson(terms.toPayload()));
            BundleTable.add(connection, terms, identity, Optional.empty(), line);
            KeyTable.see(
                    connection,
                    new KeyTable.Key(
                            key.kid(),
                            Role.LICENSE,
                            key.key().publicKey().algorithm(),
                            key.key().publicKey().spki(),
                            Optional.empty(),
                            Optional.of(NOW)));
            Audit.append(
                    connection,
                    AuditEntry.of(
                            AuditAction.OFFLINE_BUNDLE_EXPORTED,
                            NOW,
                            terms.bundleId().toString(),
                            Map.of("type", "license", "identity", identity)));
            return terms.bundleId();
        });
    }

    private static LicenseTerms terms(Connection connection, License license, long serial) throws SQLException {
        return new LicenseTerms(
                UUID.randomUUID(),
                serial,
                license.id(),
                license.keyHash(),
                license.product(),
                license.tenant(),
                "",
                "pro",
                List.of(),
                NOW,
                license.expiresAt(),
                Optional.empty(),
                Optional.of(NOW.plus(Duration.ofDays(7))),
                new Pool(5, List.of(), 0),
                RevocationTable.next(connection, NOW),
                Policy.DEFAULT,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }
}
