package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Role;
import dev.sgate.store.Batch;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Lookup;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the tables of what was sold must do: customers, applications, bundles, keys, revocations. */
interface SalesTablesContract extends TablesUnderTest {
    @Test
    default void tenantsChangePlanFlagAndState() {
        Tenant made = ledger().change(connection -> Fixtures.tenant(connection, "Acme"));
        Tenant changed =
                new Tenant(made.id(), made.name(), Plan.STARTER, false, Optional.of(Fixtures.NOW), made.madeAt());
        ledger().change(connection -> {
            TenantTable.set(connection, changed);
            return Fixtures.tenant(connection, "aardvark");
        });

        assertThat(found(connection -> TenantTable.find(connection, made.id()))).contains(changed);
        assertThat(ledger().read(TenantTable::list)).extracting(Tenant::name).containsExactly("Acme", "aardvark");
        assertThat(found(connection -> TenantTable.find(connection, "acme"))).isEmpty();
    }

    @Test
    default void anErasedCustomerHasNoNameAndNoLinesOfBundles() {
        License license = ledger().change(connection -> Fixtures.license(connection, "Annemarie", "press"));
        UUID bundle = ledger().change(connection -> Fixtures.bundle(connection, license, "", 1));
        assertThat(found(connection -> BundleTable.envelope(connection, bundle)))
                .isPresent();

        ledger().change(connection -> {
            TenantTable.erase(connection, license.tenantId(), Fixtures.NOW);
            return license;
        });
        ledger().scrub();

        Tenant erased = found(connection -> TenantTable.find(connection, license.tenantId()))
                .orElseThrow();
        assertThat(erased.name()).startsWith("erased-");
        assertThat(erased.erasedAt()).contains(Fixtures.NOW);
        assertThat(found(connection -> TenantTable.find(connection, "Annemarie")))
                .isEmpty();
        assertThat(found(connection -> LicenseTable.find(connection, license.id())))
                .map(License::tenant)
                .contains(erased.name());
        assertThat(found(connection -> BundleTable.envelope(connection, bundle)))
                .isEmpty();
        List<UUID> keys = ledger().read(connection ->
                Sql.list(connection, "SELECT tenant_id FROM customer_key", row -> row.uuid("tenant_id")));
        assertThat(keys).isEmpty();
        ledger().change(connection -> Fixtures.tenant(connection, "Annemarie"));
        assertThat(found(connection -> TenantTable.find(connection, "Annemarie")))
                .isPresent();
    }

    @Test
    default void applicationsKeepTheirBinaries() {
        AppTable.App app = new AppTable.App(UUID.randomUUID(), "tool", "The Tool", Fixtures.NOW);
        AppTable.Binary old = binary(app, "1.0.0", 0);
        AppTable.Binary young = binary(app, "1.1.0", 60);
        ledger().change(connection -> {
            AppTable.add(connection, app);
            AppTable.add(connection, old);
            AppTable.add(connection, young);
            AppTable.add(connection, young);
            return 0;
        });

        assertThat(rows(connection -> AppTable.binaries(connection, app.id()))).containsExactly(young, old);
        assertThat(found(connection -> AppTable.findBinary(connection, old.identity())))
                .contains(old);
        assertThat(found(connection -> AppTable.find(connection, "tool"))).contains(app);
        assertThatThrownBy(() -> ledger().change(connection -> {
                    AppTable.add(
                            connection,
                            binary(new AppTable.App(UUID.randomUUID(), "x", "x", Fixtures.NOW), "1.2.0", 0));
                    return 0;
                }))
                .isInstanceOf(LedgerFailure.class);
    }

    private static AppTable.Binary binary(AppTable.App app, String version, long later) {
        return new AppTable.Binary(
                Fixtures.digest(app.id() + version),
                app.id(),
                "tool",
                new SemVer(version),
                "linux/amd64",
                Fixtures.digest(version),
                12_345_678_901L,
                "/srv/tool-" + version + ".sgupd",
                Fixtures.NOW.plusSeconds(later));
    }

    @Test
    default void bundlesRememberWhatWasExported() {
        License license = ledger().change(connection -> Fixtures.license(connection, "Acme", "tool"));
        UUID first = ledger().change(connection -> Fixtures.bundle(connection, license, "", 5));
        UUID second = ledger().change(connection -> Fixtures.bundle(connection, license, "", 4));
        UUID north = ledger().change(connection -> Fixtures.bundle(connection, license, "north", 1));
        ledger().change(connection -> {
            BundleTable.exported(connection, second, "license-1.sglic", Fixtures.NOW);
            return 0;
        });

        assertThat(rows(connection -> BundleTable.of(connection, license.id())))
                .extracting(BundleTable.Bundle::id)
                .containsExactly(first, second, north);
        assertThat(rows(connection -> BundleTable.newest(connection, license.id())))
                .extracting(BundleTable.Bundle::poolSize)
                .containsExactly(4L, 1L);
        BundleTable.Bundle read =
                found(connection -> BundleTable.find(connection, second)).orElseThrow();
        assertThat(read.serial()).isEqualTo(2);
        assertThat(read.crlNumber()).contains(2L);
        assertThat(read.fileName()).contains("license-1.sglic");
        assertThat(read.exportedAt()).contains(Fixtures.NOW);
        assertThat(found(connection -> BundleTable.envelope(connection, second)).orElseThrow())
                .isEqualTo(Fixtures.ENVELOPE);
        assertThat(rows(connection -> BundleTable.appliances(connection, second)))
                .containsExactly(Fixtures.digest("appliance"));
    }

    @Test
    default void keysAreFilledInOnceAndStay() {
        KeyTable.Key made = new KeyTable.Key(
                new Kid("license-1"),
                Role.LICENSE,
                "ed25519",
                new byte[] {1, 2},
                Optional.of(Fixtures.NOW),
                Optional.empty());
        KeyTable.Key used = new KeyTable.Key(
                made.id(), made.role(), made.algorithm(), made.spki(), Optional.empty(), Optional.of(Fixtures.NOW));
        ledger().change(connection -> {
            KeyTable.see(connection, made);
            KeyTable.see(connection, used);
            return 0;
        });

        KeyTable.Key read =
                found(connection -> KeyTable.find(connection, made.id())).orElseThrow();
        assertThat(read.madeAt()).contains(Fixtures.NOW);
        assertThat(read.firstUsedAt()).contains(Fixtures.NOW);
        assertThat(read.spki()).isEqualTo(made.spki());
        assertThat(ledger().read(KeyTable::list)).hasSize(1);
    }

    @Test
    default void revocationListsNameWhatIsRevoked() {
        License license = ledger().change(connection -> Fixtures.license(connection, "Acme", "tool"));
        ledger().change(connection -> LicenseTable.revoke(connection, license.id(), Fixtures.NOW));

        assertThat(ledger().change(connection -> RevocationTable.next(connection, Fixtures.NOW))
                        .revokes(license.keyHash()))
                .isTrue();
    }

    @Test
    default void aBatchTakesManyRowsOrNone() {
        int many = 2_500;
        ledger().change(connection -> addLists(connection, 1, many));
        assertThat(ledger().<Long>read(RevocationTable::newest)).isEqualTo(many);

        assertThatThrownBy(() -> ledger().change(connection -> addLists(connection, many, 2 * many)))
                .isInstanceOf(LedgerFailure.class);
        assertThat(ledger().<Long>read(RevocationTable::newest)).isEqualTo(many);
        List<Long> asked = ledger().read(connection -> {
            try (Lookup<Long> lookup = Lookup.of(
                    connection, "SELECT number FROM revocation_list WHERE number = ?", row -> row.integer("number"))) {
                return List.of(
                        lookup.find(1).orElseThrow(),
                        lookup.find(many).orElseThrow(),
                        lookup.find(-1).orElse(0L));
            }
        });
        assertThat(asked).containsExactly(1L, (long) many, 0L);
    }

    private static long addLists(Connection connection, int from, int to) throws SQLException {
        try (Batch batch = Batch.of(connection, "INSERT INTO revocation_list (number, issued_at) VALUES (?, ?)")) {
            for (int number = from; number <= to; number++) {
                batch.add(number, Fixtures.NOW);
            }
            batch.flush();
            return batch.sent();
        }
    }
}
