package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Sql;
import dev.sgate.store.Transaction;
import dev.sgate.vendor.BadInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database that holds a desk's ledger must do. */
abstract class DeskLedgerContract {
    static final Instant NOW = Fixtures.NOW;

    private LedgerPlace place;
    private DeskLedger ledger;

    /** A place where there is nothing yet. */
    abstract LedgerPlace newPlace() throws Exception;

    @BeforeEach
    void open() throws Exception {
        place = newPlace();
        ledger = DeskLedger.open(place);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        ledger = DeskLedger.open(place);
    }

    private <T> List<T> rows(Transaction.Work<List<T>> question) {
        return ledger.read(question);
    }

    private <T> Optional<T> found(Transaction.Work<Optional<T>> question) {
        return ledger.read(question);
    }

    private long number(Transaction.Work<Long> question) {
        return ledger.read(question);
    }

    @Test
    void startsEmpty() {
        assertThat(ledger.read(TenantTable::list)).isEmpty();
        assertThat(ledger.read(AppTable::list)).isEmpty();
        assertThat(ledger.read(LicenseTable::list)).isEmpty();
        assertThat(ledger.read(KeyTable::list)).isEmpty();
        assertThat(ledger.read(ApplianceTable::list)).isEmpty();
        assertThat(ledger.read(Audit::head)).isEqualTo(ChainHead.EMPTY);
        assertThat(ledger.read(Audit::verify)).isEmpty();
    }

    @Test
    void keepsWhatWasCommitted() {
        Tenant tenant = ledger.change(connection -> Fixtures.tenant(connection, "Acme"));
        reopen();
        assertThat(found(connection -> TenantTable.find(connection, "Acme"))).contains(tenant);
    }

    @Test
    void takesAllOfAChangeOrNothing() {
        assertThatThrownBy(() -> ledger.change(connection -> {
                    Fixtures.tenant(connection, "Acme");
                    Audit.append(connection, Fixtures.entry("Acme"));
                    throw new BadInput("no");
                }))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> ledger.change(connection -> {
                    Fixtures.tenant(connection, "Bell");
                    return Fixtures.tenant(connection, "Bell");
                }))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining(place.toString());

        assertThat(ledger.read(TenantTable::list)).isEmpty();
        assertThat(ledger.read(Audit::head)).isEqualTo(ChainHead.EMPTY);
    }

    @Test
    void appendsToTheAuditLog() {
        ChainHead first = ledger.change(connection -> Audit.append(connection, Fixtures.entry("one")));
        ChainHead second = ledger.change(connection -> Audit.append(connection, Fixtures.entry("two \"ü\"")));

        List<AuditRow> rows = rows(connection -> Audit.newest(connection, 10));
        assertThat(rows).extracting(AuditRow::no).containsExactly(2L, 1L);
        assertThat(rows.getFirst().line())
                .isEqualTo("{\"no\":2,\"at\":\"2026-03-01T12:00:00Z\",\"who\":\"vera\",\"action\":\"TenantCreated\","
                        + "\"subject\":\"two \\\"ü\\\"\",\"prev\":\"" + first.head() + "\",\"detail\":{\"n\":7}}");
        assertThat(rows.getFirst().hash())
                .isEqualTo(second.head().hex())
                .isEqualTo(Sha256.of(rows.getFirst().line().getBytes(StandardCharsets.UTF_8))
                        .hex());
        assertThat(ledger.read(Audit::head)).isEqualTo(second);
        assertThat(ledger.read(Audit::verify)).isEmpty();
    }

    @Test
    void refusesToChangeTheAuditLog() {
        ledger.change(connection -> Audit.append(connection, Fixtures.entry("one")));
        for (String sql : List.of("UPDATE audit SET who = 'nobody'", "DELETE FROM audit")) {
            assertThatThrownBy(() -> ledger.change(connection -> Sql.update(connection, sql)))
                    .isInstanceOf(LedgerFailure.class)
                    .hasMessageContaining("append-only");
        }
        assertThat(ledger.read(Audit::verify)).isEmpty();
    }

    @Test
    void noticesWhatWasDoneToTheAuditLog() {
        ledger.change(connection -> Audit.append(connection, Fixtures.entry("one")));
        ledger.change(connection -> Sql.update(
                connection,
                "INSERT INTO audit (no, at, who, action, subject, hash, line)"
                        + " SELECT no + 1, at, 'otto', action, subject, hash, line FROM audit"));
        ledger.change(connection -> Sql.update(connection, "DELETE FROM audit_head"));

        assertThat(ledger.read(Audit::verify))
                .containsExactly(new AuditFault(2, AuditFault.Kind.EDITED), new AuditFault(2, AuditFault.Kind.HEAD));
        assertThatThrownBy(() -> ledger.change(connection -> Audit.append(connection, Fixtures.entry("two"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void revokesOnce() {
        License license = ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
        ledger.change(connection -> LicenseTable.revoke(connection, license.id(), NOW));
        ledger.change(connection -> LicenseTable.revoke(connection, license.id(), NOW.plusSeconds(60)));

        assertThat(found(connection -> LicenseTable.find(connection, license.id())))
                .hasValueSatisfying(found -> assertThat(found.revokedAt()).contains(NOW));
    }

    @Test
    void revokesNothingItDoesNotKnow() {
        assertThat(ledger.<Boolean>change(connection -> LicenseTable.revoke(connection, UUID.randomUUID(), NOW)))
                .isFalse();
        assertThat(ledger.read(Audit::head)).isEqualTo(ChainHead.EMPTY);
    }

    @Test
    void refusesATransactionInAnother() {
        assertThatThrownBy(() -> ledger.change(connection -> ledger.read(Audit::head)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ledger.read(Audit::head)).isEqualTo(ChainHead.EMPTY);
    }

    @Test
    void changesNothingInARead() {
        assertThatThrownBy(() -> ledger.read(connection -> {
                    Audit.append(connection, Fixtures.entry("one"));
                    throw new BadInput("enough");
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(ledger.read(Audit::head)).isEqualTo(ChainHead.EMPTY);
    }

    @Test
    void holdsLicenses() {
        License license = ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
        License later = ledger.change(connection -> Fixtures.license(connection, "Bell", "tool"));

        assertThat(ledger.read(LicenseTable::list)).containsExactly(license, later);
        assertThat(found(connection -> LicenseTable.find(connection, later.keyHash())))
                .contains(later);
        ledger.change(connection -> LicenseTable.setOnlineDevices(connection, license.id(), 3));
        ledger.change(connection -> LicenseTable.resetCounter(connection, license.id()));
        ledger.change(connection -> LicenseTable.replace(connection, license.id(), later.id()));
        ledger.change(
                connection -> LicenseTable.setTerms(connection, license.id(), 9, NOW.plusSeconds(5), "enterprise"));
        License changed =
                found(connection -> LicenseTable.find(connection, license.id())).orElseThrow();
        assertThat(changed.onlineDevices()).isEqualTo(3);
        assertThat(changed.poolEpoch()).isEqualTo(1);
        assertThat(changed.replacedBy()).contains(later.id());
        assertThat(changed.maxDevices()).isEqualTo(9);
        assertThat(rows(connection -> LicenseTable.expiring(connection, NOW, NOW.plusSeconds(5))))
                .containsExactly(changed);
        assertThat(rows(connection -> LicenseTable.expiring(connection, NOW, NOW.plusSeconds(4))))
                .isEmpty();
    }

    @Test
    void countsSerialsAndListsUpwards() {
        UUID license = UUID.randomUUID();
        assertThat(number(connection -> BundleTable.nextSerial(connection, license, "")))
                .isEqualTo(1);
        ledger.change(connection -> {
            BundleTable.raiseFloor(connection, license, "", 7, 2);
            BundleTable.raiseFloor(connection, license, "", 5, 3);
            RevocationTable.raise(connection, 40, NOW);
            return 0;
        });
        assertThat(number(connection -> BundleTable.nextSerial(connection, license, "")))
                .isEqualTo(8);
        assertThat(number(connection -> BundleTable.nextSerial(connection, license, "north")))
                .isEqualTo(1);
        assertThat(number(connection -> BundleTable.newestEpoch(connection, license)))
                .isEqualTo(3);
        assertThat(ledger.change(connection -> RevocationTable.next(connection, NOW))
                        .number())
                .isEqualTo(41);
    }
}
