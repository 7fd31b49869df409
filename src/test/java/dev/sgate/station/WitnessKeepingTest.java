package dev.sgate.station;

import static dev.sgate.station.WitnessSamples.SOME;
import static dev.sgate.station.WitnessSamples.bad;
import static dev.sgate.station.WitnessSamples.floor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Quarantine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a witness is written. */
class WitnessKeepingTest {
    private final KeptInMemory beside = new KeptInMemory();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> announced = new ArrayList<>();
    private final WitnessKeeping keeping = new WitnessKeeping(
            beside, Sha256.of(new byte[1]), (event, what, why, next) -> announced.add(why), nanos::get);
    private final MemoryLedger ledger = new MemoryLedger();

    private void commit(StateChange... changes) {
        ledger.commit(List.of(changes), List.of(EventDraft.of(EventType.WARNING, Instant.EPOCH, Map.of())));
        keeping.committed(ledger, List.of(changes));
    }

    private static StateChange raised(String version) {
        return new StateChange.FloorRaised("lamp", new SemVer(version), Optional.empty(), SOME);
    }

    @Test
    void aFloorIsWrittenAtOnceAndABareEventAfterAMinute() {
        commit();
        assertThat(beside.kept).isEmpty();
        commit(raised("1.0.0"));
        assertThat(beside.kept).hasSize(1);
        assertThat(beside.kept.getLast().head()).isEqualTo(ledger.head());
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        commit();
        assertThat(beside.kept).hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        commit();
        assertThat(beside.kept).hasSize(2);
        keeping.serialTaken(ledger);
        assertThat(beside.kept).hasSize(3);
    }

    @Test
    void aQuarantineAndItsEndAreWrittenAtOnce() {
        Quarantine bad = bad(5);
        commit(new StateChange.DigestQuarantined(
                bad.digest(), bad.appName(), bad.version(), bad.fileIssuedAt(), Instant.EPOCH));
        assertThat(beside.kept.getLast().quarantined()).containsExactly(bad);

        commit(new StateChange.QuarantineLifted(bad.digest()));
        assertThat(beside.kept).hasSize(2);
        assertThat(beside.kept.getLast().quarantined()).isEmpty();
    }

    /** The commit stands; each later one tries again, whatever it is about. */
    @Test
    void aFailingDiskIsToldOfOnceAndTriedAgain() {
        beside.broken = true;
        commit(raised("1.0.0"));
        commit();
        assertThat(announced).containsExactly("no space");
        assertThat(ledger.floors()).hasSize(1);

        beside.broken = false;
        commit();
        assertThat(beside.kept)
                .singleElement()
                .satisfies(witness -> assertThat(witness.floors()).containsExactly(floor("lamp", "1.0.0", "", SOME)));
    }

    /** Whoever commits must not take for failed what was committed. */
    @Test
    void noFailureOfAnyKindReachesWhoeverCommits() {
        beside.unchecked = true;
        commit(raised("1.0.0"));
        keeping.serialTaken(ledger);
        keeping.closing(ledger);
        assertThat(announced).hasSize(1);

        beside.unchecked = false;
        commit();
        assertThat(beside.kept).hasSize(1);
    }
}
