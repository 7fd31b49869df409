package dev.sgate.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sgate.license.PoolRules.Admission;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoolRulesTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
    private static final Duration RECLAIM = Duration.ofDays(30);
    private static final Fingerprint A = device("a");
    private static final Fingerprint B = device("b");
    private static final Fingerprint C = device("c");

    static Stream<Arguments> admissions() {
        return Stream.of(
                arguments("an empty pool", pool(1), List.of(), "Seated"),
                arguments("one seat left", pool(2), List.of(held(B)), "Seated"),
                arguments("none left", pool(2), List.of(held(B), held(C)), "Refused"),
                arguments("again", pool(2), List.of(held(A), held(B)), "AlreadySeated"),
                arguments("again, in a pool that shrank", pool(1), List.of(held(A), held(B), held(C)), "AlreadySeated"),
                arguments("the seat left is bound to another", pool(2, C), List.of(held(B)), "Refused"),
                arguments("the bound one has taken its own", pool(3, C), List.of(held(B), held(C)), "Seated"),
                arguments("bound in advance", pool(2, A), List.of(held(B)), "Seated"),
                arguments("bound in advance, pool full of others", pool(2, A), List.of(held(B), held(C)), "Seated"),
                arguments("all seats bound", pool(2, B, C), List.of(), "Refused"),
                arguments("its own, given back", pool(1), List.of(back(A, NOW.plusSeconds(9))), "Seated"),
                arguments(
                        "another's, given back and run out", pool(1), List.of(back(B, NOW.minusSeconds(1))), "Seated"),
                arguments("another's, silent for 30 days", pool(1), List.of(silent(B, RECLAIM)), "Refused"),
                arguments(
                        "another's, silent for longer", pool(1), List.of(silent(B, RECLAIM.plusSeconds(1))), "Seated"),
                arguments(
                        "its own, silent for longer",
                        pool(1),
                        List.of(silent(A, RECLAIM.plusSeconds(1))),
                        "AlreadySeated"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("admissions")
    void admits(String why, Pool pool, List<PoolSeat> seats, String result) {
        Admission admission = PoolRules.admit(at(pool, seats, 0), A);
        assertThat(admission.getClass().getSimpleName()).as(why).isEqualTo(result);
    }

    /** BEHAVIOUR 5 and 6: a copied or restored appliance gives no new seat, and who is known goes on. */
    @Test
    void aPoolThatIsHeldBackTakesNobodyNewAndKeepsWhoIsKnown() {
        PoolSituation empty = at(pool(2), List.of(), 0).holdingBack();
        assertThat(PoolRules.admit(empty, A))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused ->
                                assertThat(refused.refusal().evidence().facts()).containsEntry("journal", "forked"));
        assertThat(PoolRules.admit(at(pool(2), List.of(held(A)), 0).holdingBack(), A))
                .isInstanceOf(Admission.AlreadySeated.class);
        assertThat(PoolRules.admit(
                        at(pool(2), List.of(back(A, NOW.plusSeconds(9))), 0).holdingBack(), A))
                .isInstanceOf(Admission.Refused.class);
        assertThat(PoolRules.renew(empty, A)).isInstanceOf(Admission.Seated.class);
    }

    @Test
    void theRefusalSaysWhoTookTheSeats() {
        assertThat(PoolRules.admit(at(pool(2, C), List.of(held(B)), 0), A))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo(RefusalCode.POOL_EXHAUSTED);
                    assertThat(refused.refusal().evidence().facts())
                            .containsEntry("poolSize", "2")
                            .containsEntry("seated", "1")
                            .containsEntry("boundInAdvance", "1")
                            .containsEntry("device", A.hex());
                });
    }

    @Test
    void ofSeatsGivenBackTheOneThatEndsFirstIsReusedEarly() {
        PoolSeat sooner = back(C, NOW.plusSeconds(10));
        List<PoolSeat> seats = List.of(back(B, NOW.plusSeconds(20)), sooner);

        assertThat(PoolRules.admit(at(pool(2), seats, 1), A))
                .isEqualTo(new Admission.Seated(List.of(sooner), Optional.of(sooner)));
    }

    /** Equal still runs: only after it the seat is anybody's, and then nothing is early. */
    @Test
    void atItsLastSecondASeatIsStillReusedEarly() {
        PoolSeat last = back(B, NOW);
        assertThat(PoolRules.admit(at(pool(1), List.of(last), 0), A))
                .isEqualTo(new Admission.Seated(List.of(last), Optional.of(last)));

        PoolSeat gone = back(B, NOW.minusSeconds(1));
        assertThat(PoolRules.admit(at(pool(1), List.of(gone), 1), A))
                .isEqualTo(new Admission.Seated(List.of(gone), Optional.empty()));
    }

    @Test
    void noMoreThanThePoolsSizeIsReusedEarlyInAWeek() {
        List<PoolSeat> seats = List.of(held(B), back(C, NOW.plusSeconds(20)));

        assertThat(PoolRules.admit(at(pool(2), seats, 1), A)).isInstanceOf(Admission.Seated.class);
        assertThat(PoolRules.admit(at(pool(2), seats, 2), A)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void theSeatOfABoundDeviceIsNobodyElsesEarly() {
        assertThat(PoolRules.admit(at(pool(1, B), List.of(back(B, NOW.plusSeconds(20))), 0), A))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void oneSeatGivenBackDoesNotMakeUpForTwoTooMany() {
        List<PoolSeat> seats = List.of(held(B), back(C, NOW.plusSeconds(20)));
        assertThat(PoolRules.admit(at(pool(1), seats, 0), A)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aSmallerPoolRefusesTheNewestFirst() {
        List<PoolSeat> seats = List.of(
                PoolSeat.held(C, NOW.minusSeconds(10)),
                PoolSeat.held(A, NOW.minusSeconds(30)),
                PoolSeat.held(B, NOW.minusSeconds(20)));
        PoolSituation smaller = at(pool(2), seats, 0);

        assertThat(PoolRules.renew(smaller, A)).isInstanceOf(Admission.AlreadySeated.class);
        assertThat(PoolRules.renew(smaller, B)).isInstanceOf(Admission.AlreadySeated.class);
        assertThat(PoolRules.renew(smaller, C))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.POOL_EXHAUSTED));
    }

    @Test
    void inASmallerPoolTheBoundStayAndTakeTheRoomOfOthers() {
        List<PoolSeat> seats = List.of(held(A), PoolSeat.held(C, NOW));
        PoolSituation smaller = at(pool(1, C), seats, 0);

        assertThat(PoolRules.renew(smaller, C)).isInstanceOf(Admission.AlreadySeated.class);
        assertThat(PoolRules.renew(smaller, A)).isInstanceOf(Admission.Refused.class);
    }

    /** A clock that is ahead makes everybody look silent: no more of them lose their seat than room is needed. */
    @Test
    void silentDevicesKeepTheirSeatsAsLongAsThereIsRoom() {
        PoolSeat silent = silent(B, RECLAIM.plusSeconds(1));
        PoolSeat longer = silent(C, RECLAIM.plusSeconds(2));
        List<PoolSeat> seats = List.of(silent, longer);

        assertThat(PoolRules.admit(at(pool(3), seats, 0), A))
                .isEqualTo(new Admission.Seated(List.of(), Optional.empty()));
        assertThat(PoolRules.admit(at(pool(2), seats, 0), A))
                .isEqualTo(new Admission.Seated(List.of(longer), Optional.empty()));
        assertThat(PoolRules.admit(at(pool(1), seats, 0), A))
                .isEqualTo(new Admission.Seated(List.of(longer, silent), Optional.empty()));
    }

    @Test
    void whoIsOnTheWayOutKeepsNobodyFromStaying() {
        List<PoolSeat> seats = List.of(back(B, NOW.plusSeconds(20)), silent(C, RECLAIM.plusSeconds(1)), held(A));
        assertThat(PoolRules.renew(at(pool(1), seats, 0), A)).isInstanceOf(Admission.AlreadySeated.class);
    }

    @Test
    void afterANewEpochAnInstanceTakesASeatAgain() {
        assertThat(PoolRules.renew(at(pool(1), List.of(), 0), A)).isInstanceOf(Admission.Seated.class);
        assertThat(PoolRules.renew(at(pool(1), List.of(held(B)), 0), A)).isInstanceOf(Admission.Refused.class);
    }

    private static PoolSituation at(Pool pool, List<PoolSeat> seats, long reusedEarly) {
        return new PoolSituation(pool, seats, 0, reusedEarly, RECLAIM, false, NOW);
    }

    private static Pool pool(long size, Fingerprint... bound) {
        return new Pool(size, List.of(bound), 0);
    }

    private static PoolSeat held(Fingerprint device) {
        return PoolSeat.held(device, NOW.minusSeconds(100));
    }

    private static PoolSeat back(Fingerprint device, Instant freeFrom) {
        return new PoolSeat(device, NOW.minusSeconds(100), Optional.of(freeFrom), Optional.empty());
    }

    private static PoolSeat silent(Fingerprint device, Duration silence) {
        return new PoolSeat(device, NOW.minus(RECLAIM), Optional.empty(), Optional.of(NOW.minus(silence)));
    }

    private static Fingerprint device(String name) {
        return new Fingerprint(new Sha256(Samples.digest(name)));
    }
}
