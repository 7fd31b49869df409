package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.journal.Segment;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Batch;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Lookup;
import dev.sgate.store.Sql;
import dev.sgate.store.Transaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each table of a desk's ledger must do, on every database. */
abstract class DeskTablesContract {
    private DeskLedger ledger;

    /** A place where there is nothing yet. */
    abstract LedgerPlace newPlace() throws Exception;

    @BeforeEach
    void open() throws Exception {
        ledger = DeskLedger.open(newPlace());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private <T> List<T> rows(Transaction.Work<List<T>> question) {
        return ledger.read(question);
    }

    private <T> Optional<T> found(Transaction.Work<Optional<T>> question) {
        return ledger.read(question);
    }

    @Test
    void tenantsChangePlanFlagAndState() {
        Tenant made = ledger.change(connection -> Fixtures.tenant(connection, "Acme"));
        Tenant changed =
                new Tenant(made.id(), made.name(), Plan.STARTER, false, Optional.of(Fixtures.NOW), made.madeAt());
        ledger.change(connection -> {
            TenantTable.set(connection, changed);
            return Fixtures.tenant(connection, "aardvark");
        });

        assertThat(found(connection -> TenantTable.find(connection, made.id()))).contains(changed);
        assertThat(ledger.read(TenantTable::list)).extracting(Tenant::name).containsExactly("Acme", "aardvark");
        assertThat(found(connection -> TenantTable.find(connection, "acme"))).isEmpty();
    }

    @Test
    void anErasedCustomerHasNoNameAndNoLinesOfBundles() {
        License license = ledger.change(connection -> Fixtures.license(connection, "Annemarie", "press"));
        UUID bundle = ledger.change(connection -> Fixtures.bundle(connection, license, "", 1));
        assertThat(found(connection -> BundleTable.envelope(connection, bundle)))
                .isPresent();

        ledger.change(connection -> {
            TenantTable.erase(connection, license.tenantId(), Fixtures.NOW);
            return license;
        });
        ledger.scrub();

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
        List<UUID> keys = ledger.read(
                connection -> Sql.list(connection, "SELECT tenant_id FROM customer_key", row -> row.uuid("tenant_id")));
        assertThat(keys).isEmpty();
        ledger.change(connection -> Fixtures.tenant(connection, "Annemarie"));
        assertThat(found(connection -> TenantTable.find(connection, "Annemarie")))
                .isPresent();
    }

    @Test
    void applicationsKeepTheirBinaries() {
        AppTable.App app = new AppTable.App(UUID.randomUUID(), "tool", "The Tool", Fixtures.NOW);
        AppTable.Binary old = binary(app, "1.0.0", 0);
        AppTable.Binary young = binary(app, "1.1.0", 60);
        ledger.change(connection -> {
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
        assertThatThrownBy(() -> ledger.change(connection -> {
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
    void bundlesRememberWhatWasExported() {
        License license = ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
        UUID first = ledger.change(connection -> Fixtures.bundle(connection, license, "", 5));
        UUID second = ledger.change(connection -> Fixtures.bundle(connection, license, "", 4));
        UUID north = ledger.change(connection -> Fixtures.bundle(connection, license, "north", 1));
        ledger.change(connection -> {
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
    void keysAreFilledInOnceAndStay() {
        KeyTable.Key made = new KeyTable.Key(
                new Kid("license-1"),
                Role.LICENSE,
                "ed25519",
                new byte[] {1, 2},
                Optional.of(Fixtures.NOW),
                Optional.empty());
        KeyTable.Key used = new KeyTable.Key(
                made.id(), made.role(), made.algorithm(), made.spki(), Optional.empty(), Optional.of(Fixtures.NOW));
        ledger.change(connection -> {
            KeyTable.see(connection, made);
            KeyTable.see(connection, used);
            return 0;
        });

        KeyTable.Key read =
                found(connection -> KeyTable.find(connection, made.id())).orElseThrow();
        assertThat(read.madeAt()).contains(Fixtures.NOW);
        assertThat(read.firstUsedAt()).contains(Fixtures.NOW);
        assertThat(read.spki()).isEqualTo(made.spki());
        assertThat(ledger.read(KeyTable::list)).hasSize(1);
    }

    @Test
    void revocationListsNameWhatIsRevoked() {
        License license = ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
        ledger.change(connection -> LicenseTable.revoke(connection, license.id(), Fixtures.NOW));

        assertThat(ledger.change(connection -> RevocationTable.next(connection, Fixtures.NOW))
                        .revokes(license.keyHash()))
                .isTrue();
    }

    @Test
    void appliancesAreParkedUntilSomebodyLetsThemIn() throws IOException {
        Segment segment = Fixtures.segment(new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW));
        UUID appliance = segment.terms().applianceId();
        assertThat(see(segment)).isFalse();

        assertThat(ledger.<Boolean>change(
                        connection -> ApplianceTable.accept(connection, appliance, "vera", Fixtures.NOW)))
                .isTrue();
        assertThat(ledger.<Boolean>change(
                        connection -> ApplianceTable.accept(connection, appliance, "otto", Fixtures.NOW)))
                .isFalse();
        ApplianceTable.Appliance read =
                found(connection -> ApplianceTable.find(connection, appliance)).orElseThrow();
        assertThat(read.acceptedBy()).contains("vera");
        assertThat(read.tipSeq()).isEqualTo(1);
        assertThat(ledger.read(ApplianceTable::list)).containsExactly(read);
    }

    @Test
    void appliancesUnderABundleOfTheDeskAreEnrolled() throws IOException {
        License license = ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
        UUID bundle = ledger.change(connection -> Fixtures.bundle(connection, license, "", 5));
        JournalBuilder journal = new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW);
        ledger.change(connection -> Sql.update(connection, "DELETE FROM bundle_appliance"));

        assertThat(see(Fixtures.segment(journal.underBundle(bundle)))).isTrue();
        assertThat(rows(connection -> ApplianceTable.under(connection, license.id(), "")))
                .extracting(ApplianceTable.Enrolled::id)
                .containsExactly(journal.applianceId());
    }

    private boolean see(Segment segment) {
        return ledger.change(connection -> {
            ApplianceTable.see(connection, segment);
            return ApplianceTable.enrol(connection, segment.terms().applianceId(), Fixtures.NOW);
        });
    }

    @Test
    void importsAreCountedAndTheirPartsKnown() throws IOException {
        Segment segment = Fixtures.segment(new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW));
        see(segment);
        ImportTable.Counts counts = new ImportTable.Counts(1, 2, 3, 4, 5, 6, 7);
        long number = ledger.change(connection -> {
            long no = ImportTable.add(
                    connection, segment, "journal.sgsync", Fixtures.NOW, Optional.of(Fixtures.ENVELOPE));
            ImportTable.settle(connection, no, ImportTable.Standing.PARKED, counts);
            return no;
        });
        ledger.change(
                connection -> ImportTable.add(connection, segment, "copy.sgsync", Fixtures.NOW, Optional.empty()));

        List<ImportTable.Import> imports =
                rows(connection -> ImportTable.of(connection, segment.terms().applianceId()));
        assertThat(imports).extracting(ImportTable.Import::fileName).containsExactly("journal.sgsync", "copy.sgsync");
        assertThat(imports.getFirst().no()).isEqualTo(number);
        assertThat(imports.getFirst().counts()).contains(counts);
        assertThat(imports.getFirst().standing()).contains(ImportTable.Standing.PARKED);
        assertThat(imports.getLast().counts()).isEmpty();
        assertThat(rows(connection ->
                        ImportTable.parts(connection, segment.terms().applianceId())))
                .hasSize(1);
    }

    @Test
    void devicesKeepTheWidestSpan() throws IOException {
        Segment segment = Fixtures.segment(new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW));
        see(segment);
        UUID appliance = segment.terms().applianceId();
        Sha256 device = Fixtures.digest("device");

        assertThat(seeDevice(appliance, device, 10, 20)).isEqualTo(DeviceTable.Change.CREATED);
        assertThat(seeDevice(appliance, device, 12, 18)).isEqualTo(DeviceTable.Change.KNOWN);
        assertThat(seeDevice(appliance, device, 15, 25)).isEqualTo(DeviceTable.Change.UPDATED);
        assertThat(seeDevice(appliance, device, 5, 6)).isEqualTo(DeviceTable.Change.UPDATED);
        assertThat(seeDevice(appliance, device, 5, 25)).isEqualTo(DeviceTable.Change.KNOWN);
    }

    private DeviceTable.Change seeDevice(UUID appliance, Sha256 device, long first, long last) {
        return ledger.change(connection -> DeviceTable.see(
                connection,
                appliance,
                new DeviceLine(device, Fixtures.NOW.plusSeconds(first), Fixtures.NOW.plusSeconds(last))));
    }

    @Test
    void eventsShowGapsAndForksAndHowFarTheyAreHeld() throws IOException {
        JournalBuilder journal = new JournalBuilder();
        for (int i = 0; i < 6; i++) {
            journal.event(EventType.STARTUP, Fixtures.NOW.plusSeconds(i));
        }
        JournalBuilder copy = journal.copy().event(EventType.SHUTDOWN, Fixtures.NOW);
        journal.event(EventType.STARTUP, Fixtures.NOW);
        UUID appliance = journal.applianceId();
        see(Fixtures.segment(journal));
        List<Event> events = Fixtures.events(journal);

        add(appliance, Optional.empty(), events.get(0), events.get(1), events.get(3));
        assertThat(rows(connection -> JournalShape.gaps(connection, appliance)))
                .containsExactly(new ApplianceState.Gap(3, 3), new ApplianceState.Gap(5, 7));
        assertHeld(appliance, events.get(1));
        add(appliance, Optional.empty(), events.get(6), events.get(5), events.get(4), events.get(2));
        assertThat(rows(connection -> JournalShape.gaps(connection, appliance))).isEmpty();
        assertThat(rows(connection -> JournalShape.forks(connection, appliance)))
                .isEmpty();
        assertHeld(appliance, events.get(6));
        add(appliance, Optional.of(7L), Fixtures.events(copy).getLast());
        assertThat(rows(connection -> JournalShape.forks(connection, appliance)))
                .containsExactly(7L);
        assertHeld(appliance, events.get(5));
    }

    @Test
    void anIdIsFoundInItsOwnJournalAlone() throws IOException {
        JournalBuilder journal = new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW);
        JournalBuilder other = new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW);
        see(Fixtures.segment(journal));
        see(Fixtures.segment(other));
        Event event = Fixtures.events(journal).getFirst();
        add(journal.applianceId(), Optional.empty(), event);

        assertThat(withId(journal.applianceId(), event)).hasSize(1);
        assertThat(withId(other.applianceId(), event)).isEmpty();
    }

    private List<EventRows.Place> withId(UUID appliance, Event event) {
        return rows(connection -> {
            try (EventRows rows = new EventRows(connection, appliance)) {
                return rows.withIds(List.of(event.id()));
            }
        });
    }

    private void assertHeld(UUID appliance, Event last) {
        assertThat(found(connection -> ApplianceTable.heldTo(connection, appliance)))
                .contains(new ChainHead(last.seq(), last.digest()));
    }

    private void add(UUID appliance, Optional<Long> fork, Event... events) {
        ledger.change(connection -> {
            try (EventRows rows = new EventRows(connection, appliance)) {
                for (Event event : events) {
                    rows.add(event, event.digest(), Optional.empty(), Optional.empty());
                }
            }
            JournalShape.settle(connection, appliance, fork);
            return 0;
        });
    }

    @Test
    void aBatchTakesManyRowsOrNone() {
        int many = 2_500;
        ledger.change(connection -> addLists(connection, 1, many));
        assertThat(ledger.<Long>read(RevocationTable::newest)).isEqualTo(many);

        assertThatThrownBy(() -> ledger.change(connection -> addLists(connection, many, 2 * many)))
                .isInstanceOf(LedgerFailure.class);
        assertThat(ledger.<Long>read(RevocationTable::newest)).isEqualTo(many);
        List<Long> asked = ledger.read(connection -> {
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
