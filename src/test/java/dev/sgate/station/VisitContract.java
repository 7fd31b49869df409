package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.FileResult;
import dev.sgate.station.LedgerView.VisitSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Visits and what became of their files. */
interface VisitContract extends LedgerUnderTest {
    @Test
    default void aVisitThatBeganIsUnfinished() {
        beginVisit();

        assertThat(ledger().unfinishedVisits()).containsExactly(VISIT);
        assertThat(ledger().latestVisits(10))
                .containsExactly(new VisitSummary(
                        VISIT, "/media/stick", "begun", Optional.empty(), NOON, Optional.empty(), List.of()));
    }

    @Test
    default void aVisitThatEndedSaysHow() {
        beginVisit();
        change(new StateChange.VisitReached(VISIT, "installing"));
        change(new StateChange.VisitEnded(VISIT, "safe-to-unplug", LATER));
        change(new StateChange.VisitEnded(VISIT, "volume-gone", LATER.plusSeconds(1)));

        assertThat(ledger().unfinishedVisits()).isEmpty();
        assertThat(ledger().latestVisits(10))
                .containsExactly(new VisitSummary(
                        VISIT,
                        "/media/stick",
                        "installing",
                        Optional.of("safe-to-unplug"),
                        NOON,
                        Optional.of(LATER),
                        List.of()));
    }

    @Test
    default void theNewestVisitsComeFirst() {
        beginVisit();
        change(new StateChange.VisitBegun(NEXT_VISIT, "/media/other", NOON));

        assertThat(ledger().latestVisits(10)).extracting(VisitSummary::visit).containsExactly(NEXT_VISIT, VISIT);
        assertThat(ledger().latestVisits(1)).extracting(VisitSummary::visit).containsExactly(NEXT_VISIT);
        assertThat(ledger().latestVisits(0)).isEmpty();
    }

    @Test
    default void filesAreKeptInOrderWithTheirEvidence() {
        beginVisit();
        Evidence evidence = Evidence.of("zebra", "1").and("ant", "two words");
        change(
                new StateChange.FileSettled(
                        VISIT,
                        "a.sglic",
                        Optional.of(Sha256.of(new byte[1])),
                        "license",
                        "applied",
                        Optional.empty(),
                        Evidence.none()),
                new StateChange.FileSettled(
                        VISIT,
                        "'; DROP TABLE visit; --",
                        Optional.empty(),
                        "file",
                        "refused",
                        Optional.of(RefusalCode.BAD_SIGNATURE),
                        evidence));

        List<FileResult> files = ledger().latestVisits(1).getFirst().files();
        assertThat(files)
                .containsExactly(
                        new FileResult("a.sglic", "license", "applied", Optional.empty(), Map.of()),
                        new FileResult(
                                "'; DROP TABLE visit; --",
                                "file",
                                "refused",
                                Optional.of(RefusalCode.BAD_SIGNATURE),
                                evidence.facts()));
        assertThat(files.getLast().evidence().keySet()).containsExactly("zebra", "ant");
    }

    @Test
    default void aDigestIsRememberedWithItsLastResult() {
        Sha256 identity = Sha256.of(new byte[2]);
        assertThat(ledger().findRemembered(identity)).isEmpty();

        change(new StateChange.Remembered(identity, "no-space", NOON));
        change(new StateChange.Remembered(identity, "applied", LATER));

        assertThat(ledger().findRemembered(identity)).contains("applied");
        assertThat(ledger().findRemembered(Sha256.of(new byte[3]))).isEmpty();
    }
}
