package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.journal.Segment;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the tables of what came back must do: appliances, imports, devices, events. */
interface JournalTablesContract extends TablesUnderTest {
    @Test
    default void appliancesAreParkedUntilSomebodyLetsThemIn() throws IOException {
        Segment segment = Fixtures.segment(new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW));
        UUID appliance = segment.terms().applianceId();
        assertThat(see(segment)).isFalse();

        assertThat(ledger().<Boolean>change(
                                connection -> ApplianceTable.accept(connection, appliance, "vera", Fixtures.NOW)))
                .isTrue();
        assertThat(ledger().<Boolean>change(
                                connection -> ApplianceTable.accept(connection, appliance, "otto", Fixtures.NOW)))
                .isFalse();
        ApplianceTable.Appliance read =
                found(connection -> ApplianceTable.find(connection, appliance)).orElseThrow();
        assertThat(read.acceptedBy()).contains("vera");
        assertThat(read.tipSeq()).isEqualTo(1);
        assertThat(ledger().read(ApplianceTable::list)).containsExactly(read);
    }

    @Test
    default void appliancesUnderABundleOfTheDeskAreEnrolled() throws IOException {
        License license = ledger().change(connection -> Fixtures.license(connection, "Acme", "tool"));
        UUID bundle = ledger().change(connection -> Fixtures.bundle(connection, license, "", 5));
        JournalBuilder journal = new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW);
        ledger().change(connection -> Sql.update(connection, "DELETE FROM bundle_appliance"));

        assertThat(see(Fixtures.segment(journal.underBundle(bundle)))).isTrue();
        assertThat(rows(connection -> ApplianceTable.under(connection, license.id(), "")))
                .extracting(ApplianceTable.Enrolled::id)
                .containsExactly(journal.applianceId());
    }

    private boolean see(Segment segment) {
        return ledger().change(connection -> {
            ApplianceTable.see(connection, segment);
            return ApplianceTable.enrol(connection, segment.terms().applianceId(), Fixtures.NOW);
        });
    }

    @Test
    default void importsAreCountedAndTheirPartsKnown() throws IOException {
        Segment segment = Fixtures.segment(new JournalBuilder().event(EventType.STARTUP, Fixtures.NOW));
        see(segment);
        ImportTable.Counts counts = new ImportTable.Counts(1, 2, 3, 4, 5, 6, 7);
        long number = ledger().change(connection -> {
            long no = ImportTable.add(
                    connection, segment, "journal.sgsync", Fixtures.NOW, Optional.of(Fixtures.ENVELOPE));
            ImportTable.settle(connection, no, ImportTable.Standing.PARKED, counts);
            return no;
        });
        ledger().change(connection ->
                ImportTable.add(connection, segment, "copy.sgsync", Fixtures.NOW, Optional.empty()));

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
    default void devicesKeepTheWidestSpan() throws IOException {
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
        return ledger().change(connection -> DeviceTable.see(
                connection,
                appliance,
                new DeviceLine(device, Fixtures.NOW.plusSeconds(first), Fixtures.NOW.plusSeconds(last))));
    }

    @Test
    default void eventsShowGapsAndForksAndHowFarTheyAreHeld() throws IOException {
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
    default void anIdIsFoundInItsOwnJournalAlone() throws IOException {
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
        ledger().change(connection -> {
            try (EventRows rows = new EventRows(connection, appliance)) {
                for (Event event : events) {
                    rows.add(event, event.digest(), Optional.empty(), Optional.empty());
                }
            }
            JournalShape.settle(connection, appliance, fork);
            return 0;
        });
    }
}
