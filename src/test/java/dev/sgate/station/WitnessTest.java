package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.SetFloor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a witness says, how it is written, and when. */
class WitnessTest {
    private static final Set<Kid> SOME = Set.of(new Kid("update-a"), new Kid("update-b"));
    private static final Witness WITNESS = new Witness(
            line(41),
            line(30),
            7,
            Optional.of(Sha256.of(new byte[32])),
            Map.of("lamp", "2.4.0-aaaaaaaa", "lantern", "1.0.0+7-bbbbbbbb"),
            List.of(floor("lamp", "2.4.0", "2.0.0", SOME), floor("lantern", "1.0.0", "", Set.of())),
            List.of(bad(2), bad(1)),
            Map.of("lamp", "slot-7", "lantern", "slot-8"));

    private static ChainHead line(long seq) {
        return new ChainHead(seq, Sha256.of(new byte[] {(byte) seq}));
    }

    private static SetFloor floor(String app, String highest, String minimum, Set<Kid> signers) {
        Optional<SemVer> least = minimum.isEmpty() ? Optional.empty() : Optional.of(new SemVer(minimum));
        return new SetFloor(app, signers, new Floor(new SemVer(highest), least));
    }

    private static Quarantine bad(int number) {
        return new Quarantine(
                Sha256.of(new byte[] {(byte) number}), "lamp", new SemVer("2." + number + ".0"), Instant.EPOCH);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(WitnessText.read(WitnessText.write(WITNESS))).contains(WITNESS);
        assertThat(WitnessText.read(WitnessText.write(Witness.NOTHING))).contains(Witness.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sgate-witness 2",
                "head 41",
                "head x y",
                "floor lamp 2.4.0",
                "running lamp",
                "quarantine x",
                "waiting lamp",
                "more 1"
            })
    void anyOtherTextIsNone(String line) {
        assertThat(WitnessText.read(line + "\n")).isEmpty();
        assertThat(WitnessText.read(WitnessText.write(WITNESS) + line + "\n")).isEmpty();
    }

    @Test
    void noNumberAndNoFloorFalls() {
        Witness older = new Witness(
                line(20),
                line(10),
                3,
                Optional.empty(),
                Map.of("lamp", "1.0.0-cccccccc"),
                List.of(floor("lamp", "1.0.0", "2.1.0", SOME), floor("lamp", "0.9.0", "", Set.of())),
                List.of(bad(3)),
                Map.of());

        Witness both = WITNESS.followedBy(older);

        assertThat(both.head()).isEqualTo(line(41));
        assertThat(both.acknowledged()).isEqualTo(line(30));
        assertThat(both.exportSerial()).isEqualTo(7);
        assertThat(both.running()).isEqualTo(older.running());
        assertThat(both.quarantined()).isEqualTo(older.quarantined());
        assertThat(both.waiting()).isEmpty();
        assertThat(both.floors())
                .containsExactlyInAnyOrder(
                        floor("lamp", "2.4.0", "2.1.0", SOME),
                        floor("lamp", "0.9.0", "", Set.of()),
                        floor("lantern", "1.0.0", "", Set.of()));
    }

    /** As a program of before wrote it, and reads it. */
    @Test
    void whereNothingIsInQuarantineOrWaitsThereIsNoLineOfIt() {
        Witness without = new Witness(
                line(1),
                line(0),
                0,
                Optional.empty(),
                Map.of(),
                List.of(floor("lamp", "1.0.0", "", SOME)),
                List.of(),
                Map.of());
        String text = "sgate-witness 1\nhead 1 " + line(1).head() + "\nacknowledged 0 " + line(0).head()
                + "\nexport-serial 0\njournal-key -\nfloor lamp 1.0.0 - update-a update-b\n";

        assertThat(WitnessText.write(without)).isEqualTo(text);
        assertThat(WitnessText.read(text)).contains(without);
    }

    @Test
    void ofVeryManyQuarantinesTheNewestAreKept() {
        List<Quarantine> many =
                IntStream.rangeClosed(1, 100).mapToObj(WitnessTest::bad).toList();
        Witness witness = new Witness(line(1), line(0), 0, Optional.empty(), Map.of(), List.of(), many, Map.of());

        assertThat(witness.quarantined()).isEqualTo(many.subList(36, 100));
    }

    @Test
    void onlyFloorsThatAreTooLowAreRaised() {
        assertThat(WITNESS.floorsAbove(WITNESS.floors())).isEmpty();
        assertThat(WITNESS.floorsAbove(List.of(floor("lamp", "3.0.0", "2.0.0", SOME))))
                .containsExactly(floor("lantern", "1.0.0", "", Set.of()));
        assertThat(WITNESS.floorsAbove(List.of(floor("lamp", "3.0.0", "1.0.0", SOME))))
                .contains(floor("lamp", "3.0.0", "2.0.0", SOME));
    }

    @ParameterizedTest
    @CsvSource({"40, 0, OLDER", "41, 41, CURRENT", "41, 9, OTHER", "50, 41, CURRENT", "50, 9, OTHER", "50, 0, CURRENT"})
    void aLedgerIsJudgedByItsWitness(long head, long inPlace, StateRules.Standing expected) {
        Optional<ChainHead> event = inPlace == 0
                ? Optional.empty()
                : Optional.of(new ChainHead(41, line(inPlace).head()));
        assertThat(StateRules.judge(line(head), event, WITNESS)).isEqualTo(expected);
    }

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
}
