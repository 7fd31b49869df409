package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.Sha256;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Schema;
import dev.sgate.store.Sql;
import dev.sgate.store.SqliteFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first version of a desk's ledger held is carried into the second. */
class DeskSchemaTest {
    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String LATE = "2026-01-08T00:00:00Z";
    private static final UUID LICENSE = new UUID(1, 1);
    private static final UUID REVOKED = new UUID(1, 2);
    private static final UUID OTHER = new UUID(1, 3);
    private static final UUID SITE_BUNDLE = new UUID(2, 3);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aLedgerOfTheFirstVersion() throws SQLException {
        file = folder.resolve("desk.db");
        try (Connection old = new SqliteFile(file).openWriter()) {
            new Schema(DeskLedger.class, List.of("001-desk.sql")).upgrade(old);
            license(old, LICENSE, "press", "Acme", Optional.empty());
            license(old, REVOKED, "tool", "Acme", Optional.of(LATE));
            license(old, OTHER, "press", "Bell", Optional.empty());
            bundle(old, new UUID(2, 1), LICENSE, "", 1, EARLY, "2026-02-01T00:00:00Z", 3, 0);
            bundle(old, new UUID(2, 2), LICENSE, "", 2, LATE, "2026-03-01T00:00:00Z", 5, 1);
            bundle(old, SITE_BUNDLE, LICENSE, "north", 1, LATE, "2026-02-15T00:00:00Z", 2, 0);
            bundle(old, new UUID(2, 4), REVOKED, "", 1, EARLY, "2026-02-01T00:00:00Z", 1, 0);
            bundle(old, new UUID(2, 5), OTHER, "", 1, LATE, "2026-02-01T00:00:00Z", 9, 0);
            Sql.update(old, "INSERT INTO bundle_appliance VALUES (?, ?)", SITE_BUNDLE, Fixtures.digest("key"));
            Sql.update(old, "INSERT INTO revocation_list VALUES (5, ?)", LATE);
            Sql.update(
                    old,
                    "INSERT INTO appliance VALUES ('a', ?, ?, ?, ?, 3)",
                    Fixtures.digest("key"),
                    new byte[] {1},
                    Fixtures.digest("machine"),
                    LATE);
            Sql.update(old, "INSERT INTO import VALUES (1, ?, 'a', 'j.sgsync', ?)", Fixtures.digest("file"), LATE);
        }
    }

    private static void license(Connection old, UUID id, String product, String customer, Optional<String> revoked)
            throws SQLException {
        Sql.update(old, "INSERT INTO license VALUES (?, ?, ?, ?, ?)", id, keyHash(id), product, customer, revoked);
    }

    private static void bundle(
            Connection old,
            UUID id,
            UUID license,
            String site,
            int serial,
            String minted,
            String until,
            int seats,
            int epoch)
            throws SQLException {
        Sql.update(
                old,
                "INSERT INTO bundle VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                license,
                site,
                serial,
                Fixtures.digest(id.toString()),
                minted,
                until,
                seats,
                epoch);
    }

    private static Sha256 keyHash(UUID license) {
        return Fixtures.digest("key of " + license);
    }

    @Test
    void customersBecomeTenantsAndProductsApplications() {
        try (DeskLedger ledger = DeskLedger.open(file)) {
            List<Tenant> tenants = ledger.read(TenantTable::list);
            assertThat(tenants).extracting(Tenant::name).containsExactly("Acme", "Bell");
            assertThat(tenants).allMatch(tenant -> tenant.plan() == Plan.PROFESSIONAL && tenant.offline());
            assertThat(tenants).extracting(Tenant::madeAt).containsExactly(Instant.parse(EARLY), Instant.parse(LATE));
            assertThat(ledger.read(AppTable::list))
                    .extracting(AppTable.App::product)
                    .containsExactly("press", "tool");
        }
    }

    @Test
    void theirNamesAreNowhereInClearAfterwards() throws IOException {
        assertThat(bytes(file)).contains("Acme");

        try (DeskLedger ledger = DeskLedger.open(file)) {
            assertThat(bytes(file)).doesNotContain("Acme");
            assertThat(bytes(file.resolveSibling("desk.db-wal"))).doesNotContain("Acme");
            boolean clear = ledger.read(CustomerTable::hasClearOnes);
            assertThat(clear).isFalse();
        }
    }

    private static String bytes(Path of) throws IOException {
        return new String(Files.readAllBytes(of), StandardCharsets.ISO_8859_1);
    }

    @Test
    void licensesKeepTheirKeysAndGetTermsFromTheirBundles() {
        try (DeskLedger ledger = DeskLedger.open(file)) {
            List<License> licenses = ledger.read(LicenseTable::list);
            assertThat(licenses).extracting(License::id).containsExactly(LICENSE, REVOKED, OTHER);
            License license = licenses.getFirst();
            assertThat(license.keyHash()).isEqualTo(keyHash(LICENSE));
            assertThat(license.tenant()).isEqualTo("Acme");
            assertThat(license.product()).isEqualTo("press");
            assertThat(license.maxDevices()).isEqualTo(7);
            assertThat(license.poolEpoch()).isEqualTo(1);
            assertThat(license.expiresAt()).isEqualTo("2026-03-01T00:00:00Z");
            assertThat(license.madeAt()).isEqualTo(EARLY);
            assertThat(licenses.get(1).revokedAt()).contains(Instant.parse(LATE));
        }
    }

    @Test
    void bundlesListsAndImportsStay() {
        try (DeskLedger ledger = DeskLedger.open(file)) {
            List<BundleTable.Bundle> bundles = ledger.read(connection -> BundleTable.of(connection, LICENSE));
            assertThat(bundles).extracting(BundleTable.Bundle::serial).containsExactly(1L, 2L, 1L);
            assertThat(bundles.getLast().id()).isEqualTo(SITE_BUNDLE);
            assertThat(bundles.getLast().exportedAt()).contains(Instant.parse(LATE));
            assertThat(bundles.getLast().crlNumber()).isEmpty();
            List<Sha256> appliances = ledger.read(connection -> BundleTable.appliances(connection, SITE_BUNDLE));
            assertThat(appliances).containsExactly(Fixtures.digest("key"));
            long newest = ledger.read(RevocationTable::newest);
            assertThat(newest).isEqualTo(5);
            List<String> imports = ledger.read(
                    connection -> Sql.list(connection, "SELECT file_name FROM import", row -> row.text("file_name")));
            assertThat(imports).containsExactly("j.sgsync");
            List<String> broken = ledger.read(
                    connection -> Sql.list(connection, "PRAGMA foreign_key_check", row -> row.text("table")));
            assertThat(broken).isEmpty();
        }
    }

    @Test
    void theNextBundleFollowsTheLast() {
        try (DeskLedger ledger = DeskLedger.open(file)) {
            UUID next = ledger.change(connection -> Fixtures.bundle(
                    connection, LicenseTable.find(connection, LICENSE).orElseThrow(), "", 5));
            BundleTable.Bundle bundle = ledger.read(connection -> BundleTable.find(connection, next))
                    .orElseThrow();
            assertThat(bundle.serial()).isEqualTo(3);
            assertThat(bundle.crlNumber()).contains(6L);
        }
    }

    @Test
    void aLedgerOfANewerProgramIsRefusedAndLeftAlone() throws SQLException {
        DeskLedger.open(file).close();
        try (Connection newer = new SqliteFile(file).openWriter()) {
            Sql.script(newer, "PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> DeskLedger.open(file))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("newer sgate");
    }
}
