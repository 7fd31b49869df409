package dev.sgate.station;

import static dev.sgate.station.WitnessSamples.SOME;
import static dev.sgate.station.WitnessSamples.bad;
import static dev.sgate.station.WitnessSamples.floor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Quarantine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a witness says, and how it is written. */
class WitnessTest {
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
                IntStream.rangeClosed(1, 100).mapToObj(WitnessSamples::bad).toList();
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
}
