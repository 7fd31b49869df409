package dev.sgate.station;

import static dev.sgate.station.LedgerUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.release.InstallPhase;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Limits;
import dev.sgate.vectors.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All or nothing. */
interface CommitContract extends LedgerUnderTest {
    @Test
    default void nothingAtAllIsCommittedToo() {
        assertThat(ledger().commit(List.of(), List.of())).isEmpty();
        assertThat(ledger().head()).isEqualTo(ChainHead.EMPTY);
    }

    @Test
    default void changesAndEventsAreCommittedTogether() {
        List<EventLine> events = ledger().commit(
                        List.of(
                                new StateChange.VisitBegun(VISIT, "v", NOON),
                                new StateChange.TimeKept(Samples.time(NOON))),
                        List.of(event(EventType.STARTUP, "x")));

        assertThat(events).hasSize(1);
        assertThat(ledger().unfinishedVisits()).containsExactly(VISIT);
        assertThat(ledger().mark()).contains(NOON);
    }

    static Stream<StateChange> changesThatCannotBe() {
        VisitId nowhere = new VisitId(UUID.randomUUID());
        return Stream.of(
                new StateChange.VisitBegun(VISIT, "the same again", NOON),
                new StateChange.VisitReached(nowhere, "checking"),
                new StateChange.VisitEnded(nowhere, "interrupted", NOON),
                new StateChange.FileSettled(
                        nowhere, "a.sglic", Optional.empty(), "file", "refused", Optional.empty(), Evidence.none()),
                new StateChange.InstallMoved(new InstallId(UUID.randomUUID()), InstallPhase.COMMITTED, NOON),
                new StateChange.JournalExported(1, 1, 1, List.of("the same again"), NOON));
    }

    @ParameterizedTest
    @MethodSource("dev.sgate.station.CommitContract#changesThatCannotBe")
    default void aChangeThatCannotBeLeavesNothing(StateChange broken) {
        beginVisit();
        change(new StateChange.JournalExported(ledger().reserveExportSerial(NOON), 1, 1, List.of("j.sgsync"), NOON));
        ledger().commit(List.of(), List.of(event(EventType.STARTUP, "before")));
        ChainHead before = ledger().head();

        List<StateChange> changes = List.of(
                new StateChange.TimeKept(Samples.time(LATER)), broken, new StateChange.VisitReached(VISIT, "checking"));
        assertThatThrownBy(() -> ledger().commit(changes, List.of(event(EventType.REFUSED, "x"))))
                .isInstanceOf(RuntimeException.class);

        assertThat(ledger().mark()).isEmpty();
        assertThat(ledger().latestVisits(9)).hasSize(1);
        assertThat(ledger().latestVisits(9).getFirst().phase()).isEqualTo("begun");
        assertThat(ledger().head()).isEqualTo(before);
        assertThat(count()).isEqualTo(1);
    }

    /** The changes were written when the second of the events fails. */
    @Test
    default void anEventThatCannotBeLeavesNothing() {
        String tooLong = "x".repeat(Limits.JOURNAL_LINE_MAX_BYTES);

        assertThatThrownBy(() -> ledger().commit(
                                List.of(new StateChange.TimeKept(Samples.time(LATER))),
                                List.of(event(EventType.STARTUP, "short"), event(EventType.WARNING, tooLong))))
                .isInstanceOf(RuntimeException.class);

        assertThat(ledger().mark()).isEmpty();
        assertThat(ledger().head()).isEqualTo(ChainHead.EMPTY);
        assertThat(count()).isZero();
    }

    @Test
    default void afterAFailureTheNextCommitWorks() {
        assertThatThrownBy(() -> change(new StateChange.VisitReached(VISIT, "checking")))
                .isInstanceOf(RuntimeException.class);

        ledger().commit(List.of(new StateChange.TimeKept(Samples.time(NOON))), List.of(event(EventType.STARTUP, "x")));

        assertThat(ledger().mark()).contains(NOON);
        assertThat(ledger().head().seq()).isEqualTo(1);
    }

    private int count() {
        List<EventLine> events = new ArrayList<>();
        ledger().eventsAfter(0, events::add);
        return events.size();
    }
}
