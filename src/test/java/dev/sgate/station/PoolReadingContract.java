package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.PoolSituation;
import dev.sgate.seal.Sha256;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceEnded;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatGivenBack;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is decided on a few seats of a pool is what would be decided on all of them, whatever happened before. */
public interface PoolReadingContract extends LedgerUnderTest {
    /** Four seats, one of them bound in advance. */
    LicenseTerms TERMS = Samples.bundle(payload -> payload.put(
                    "pool",
                    Samples.members("size", 4, "devices", List.of(device(1).hex()), "epoch", 1)))
            .terms();

    Duration RECLAIM = Duration.ofHours(5);

    private static Fingerprint device(int number) {
        return new Fingerprint(Sha256.of(new byte[] {(byte) number}));
    }

    @Test
    default void whatMattersForADeviceDecidesAsTheWholePool() {
        Random random = new Random(7);
        Instant now = NOON;
        List<String> decisions = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            now = now.plusSeconds(random.nextInt(3600));
            for (StateChange change : change(random, now)) {
                change(change);
            }
            PoolSituation whole = SeatTaking.whole(ledger(), TERMS, RECLAIM, now);
            assertThat(ledger().seatCount(TERMS.licenseId(), 1))
                    .isEqualTo(whole.seats().size());
            for (int number = 0; number < 7; number++) {
                decisions.add(decide(whole, device(number), now));
            }
        }
        assertThat(decisions).contains("AlreadySeated", "Seated", "Refused").anyMatch(word -> word.endsWith("early"));
    }

    private String decide(PoolSituation whole, Fingerprint device, Instant now) {
        PoolSituation few = SeatTaking.situation(ledger(), TERMS, device, RECLAIM, now);
        PoolRules.Admission admission = PoolRules.admit(few, device);
        assertThat(admission).isEqualTo(PoolRules.admit(whole, device));
        assertThat(few.taken()).isEqualTo(whole.taken());
        assertThat(few.isTaken(device)).isEqualTo(whole.isTaken(device));
        Optional<PoolSeat> own = ledger().findSeat(TERMS.licenseId(), 1, device);
        assertThat(own)
                .isEqualTo(whole.seats().stream()
                        .filter(seat -> seat.device().equals(device))
                        .findFirst());
        if (PoolRules.staysSurely(TERMS.pool(), own, few.seats().size() + few.others())) {
            assertThat(PoolRules.renew(whole, device)).isInstanceOf(PoolRules.Admission.AlreadySeated.class);
        }
        boolean early = admission instanceof PoolRules.Admission.Seated seated
                && seated.reusedEarly().isPresent();
        return admission.getClass().getSimpleName() + (early ? " early" : "");
    }

    /** Odd devices are known again, even ones not. */
    private List<StateChange> change(Random random, Instant now) {
        int number = random.nextInt(7);
        UUID license = TERMS.licenseId();
        Fingerprint device = device(number);
        Optional<Instance> instance = ledger().findInstance(license, device);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                List.of(
                        new SeatTaken(license, 1, device, now),
                        new InstanceHeld(heard(instance, device, number % 2 == 1, random, now)));
            case 3, 4 ->
                instance.<List<StateChange>>map(held -> List.of(
                                new SeatGivenBack(license, 1, device, now.plusSeconds(random.nextInt(9999))),
                                new InstanceEnded(held.id())))
                        .orElse(List.of());
            case 5 -> List.of(new SeatCleared(license, 1, device));
            case 6 -> List.of(new SeatTaken(license, 2, device, now));
            default ->
                instance.<List<StateChange>>map(held ->
                                List.of(new InstanceHeld(heard(instance, device, number % 2 == 1, random, now))))
                        .orElse(List.of());
        };
    }

    private static Instance heard(
            Optional<Instance> before, Fingerprint device, boolean known, Random random, Instant now) {
        UUID id = before.map(Instance::id).orElseGet(() -> new UUID(random.nextLong(), random.nextLong()));
        Instant end = now.plus(Duration.ofDays(2));
        return new Instance(id, TERMS.licenseId(), device, known, "127.0.0.1", now, end, now, Optional.empty());
    }

    @Test
    default void whatWasWrittenAheadIsFound() {
        UUID license = TERMS.licenseId();
        change(
                new SeatTaken(license, 1, device(1), NOON),
                new SeatTaken(license, 1, device(2), NOON),
                new SeatTaken(license, 1, device(3), NOON),
                new SeatGivenBack(license, 1, device(3), LATER),
                new InstanceHeld(heard(Optional.empty(), device(2), false, new Random(1), LATER)));

        assertThat(ledger().seatsAhead(license, 1, LATER.minusSeconds(1), LATER))
                .extracting(PoolSeat::device)
                .containsExactly(device(3));
        assertThat(ledger().seatsAhead(license, 1, LATER, LATER.minusSeconds(1)))
                .extracting(PoolSeat::device)
                .containsExactly(device(2));
        assertThat(ledger().seatsAhead(license, 1, LATER, LATER)).isEmpty();
        assertThat(ledger().seatsAhead(license, 2, NOON, NOON)).isEmpty();
    }
}
