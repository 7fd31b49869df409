package dev.sgate.station;

import static dev.sgate.station.WitnessSamples.SOME;
import static dev.sgate.station.WitnessSamples.bad;
import static dev.sgate.station.WitnessSamples.floor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.LedgerView.Quarantine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    /** Keeps in memory, and can be told to fail. */
    private static final class KeptInMemory implements BesideLedger {
        private final List<Witness> kept = new ArrayList<>();
        private boolean broken;

        @Override
        public Optional<Witness> witness() {
            return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
        }

        @Override
        public void keep(Witness witness) throws IOException {
            if (broken) {
                throw new IOException("no space");
            }
            kept.add(witness);
        }

        @Override
        public List<HeldDocument> trustDocuments() {
            return List.of();
        }

        @Override
        public void keepTrust(long version, boolean pinned, byte[] envelopeLine) {}

        @Override
        public List<byte[]> licenses() {
            return List.of();
        }

        @Override
        public void keepLicense(UUID licenseId, byte[] envelopeLine) {}

        @Override
        public List<Origin> origins() {
            return List.of();
        }

        @Override
        public void keepOrigin(Origin origin) {}
    }

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
}
