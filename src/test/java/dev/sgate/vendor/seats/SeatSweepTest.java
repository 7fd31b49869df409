package dev.sgate.vendor.seats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many devices hold a seat at once, and when they are too many. It is one thing: one sweep over one history. */
class SeatSweepTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID SITE = new UUID(1, 1);
    private static final UUID COPY = new UUID(2, 2);

    private final Holdings holdings = new Holdings();
    private final List<SeatLimit> limits = new ArrayList<>(List.of(new SeatLimit(2, at(0), Instant.MAX)));

    private static Instant at(long hour) {
        return START.plusSeconds(3600 * hour);
    }

    private static Sha256 device(int number) {
        return Sha256.of(new byte[] {(byte) number});
    }

    private void lease(UUID appliance, int device, long from, long until) {
        holdings.add(new SeatEvent.Held(appliance, device(device), at(from), Optional.of(at(until))));
    }

    private SeatHistory history() {
        return SeatSweep.sweep(holdings.all(), limits);
    }

    @Test
    void asManyDevicesAsSeatsIsNoOverActivation() {
        lease(SITE, 1, 0, 24);
        lease(SITE, 2, 1, 24);

        assertThat(history().overloads()).isEmpty();
        assertThat(history().steps())
                .containsExactly(new SeatStep(at(0), 1, 2), new SeatStep(at(1), 2, 2), new SeatStep(at(24), 0, 2));
    }

    @Test
    void oneMoreAtOneMomentIsWithTheFingerprintsOfThatMoment() {
        lease(SITE, 1, 0, 24);
        lease(SITE, 2, 0, 24);
        lease(SITE, 3, 10, 30);
        lease(SITE, 4, 25, 30);

        Overload over = history().worst().orElseThrow();
        assertThat(over.from()).isEqualTo(at(10));
        assertThat(over.until()).isEqualTo(at(24));
        assertThat(over.seats()).isEqualTo(2);
        assertThat(over.devices()).containsExactlyInAnyOrder(device(1), device(2), device(3));
        assertThat(history().overloads()).hasSize(1);
    }

    /** A device takes its seat after another, and then a larger pool comes in the same moment as one device more. */
    @Test
    void theFirstDevicesOfThePeakAreListedAndAllAreCounted() {
        limits.add(new SeatLimit(5_000, at(90), Instant.MAX));
        for (int i = 0; i < 1_200; i++) {
            holdings.add(new SeatEvent.Held(
                    SITE,
                    Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}),
                    at(0).plusSeconds(i),
                    Optional.of(at(99))));
        }
        lease(SITE, 7, 90, 99);

        Overload over = history().worst().orElseThrow();
        assertThat(over.held()).isEqualTo(1_200);
        assertThat(over.peakAt()).isEqualTo(at(0).plusSeconds(1_199));
        assertThat(over.until()).isEqualTo(at(90));
        assertThat(over.devices()).hasSize(Overload.LISTED_MAX).isSorted().doesNotContain(device(7));
    }

    @Test
    void devicesAfterEachOtherShareASeat() {
        for (int i = 0; i < 10; i++) {
            lease(SITE, i, i * 24L, i * 24L + 24);
            lease(SITE, 100 + i, i * 24L, i * 24L + 24);
        }
        assertThat(history().overloads()).isEmpty();
    }

    @Test
    void renewalsAreOneHolding() {
        for (int day = 0; day < 365; day++) {
            lease(SITE, 1, day * 24L, day * 24L + 72);
        }
        assertThat(holdings.all()).containsExactly(new Holding(device(1), at(0), at(364 * 24 + 72)));
    }

    @Test
    void aSeatGivenBackIsFree() {
        lease(SITE, 1, 0, 100);
        lease(SITE, 2, 0, 100);
        holdings.add(new SeatEvent.GivenBack(SITE, device(2), at(5)));
        lease(SITE, 3, 5, 100);
        assertThat(history().overloads()).isEmpty();
        assertThat(history().steps()).allMatch(step -> step.devices() <= 2);
    }

    @Test
    void aSeatWithoutALeaseIsHeldUntilItIsGivenBack() {
        holdings.add(new SeatEvent.Held(SITE, device(9), at(0), Optional.empty()));
        lease(SITE, 1, 500, 600);
        lease(SITE, 2, 500, 600);
        assertThat(history().worst().orElseThrow().devices())
                .contains(device(9))
                .hasSize(3);
    }

    @Test
    void aResetByTheVendorEndsTheSeatsOfThatApplianceAlone() {
        lease(SITE, 1, 0, 100);
        lease(COPY, 2, 0, 100);
        holdings.add(new SeatEvent.Reset(SITE, at(10)));
        lease(SITE, 3, 10, 100);
        assertThat(history().overloads()).isEmpty();
        lease(SITE, 4, 10, 100);
        assertThat(history().worst().orElseThrow().devices())
                .containsExactlyInAnyOrder(device(2), device(3), device(4));
    }

    @Test
    void oneDeviceAtTwoAppliancesIsOne() {
        lease(SITE, 1, 0, 100);
        lease(COPY, 1, 0, 100);
        lease(SITE, 2, 0, 100);
        assertThat(history().overloads()).isEmpty();
    }

    @Test
    void aBundleSharedByTwoSitesShows() {
        lease(SITE, 1, 0, 100);
        lease(SITE, 2, 0, 100);
        lease(COPY, 3, 50, 100);
        assertThat(history().overloads()).hasSize(1);
    }

    @Test
    void aSmallerPoolCountsFromWhenTheLargerCannotBeInForce() {
        limits.clear();
        limits.add(new SeatLimit(3, at(0), at(50)));
        limits.add(new SeatLimit(1, at(20), Instant.MAX));
        lease(SITE, 1, 0, 100);
        lease(SITE, 2, 0, 100);
        Overload over = history().worst().orElseThrow();
        assertThat(over.from()).isEqualTo(at(50));
        assertThat(over.seats()).isEqualTo(1);
    }

    @Test
    void aLeaseThatSaysExpiredHoldsNothing() {
        lease(SITE, 1, 10, 5);
        assertThat(holdings.all()).isEmpty();
    }

    @Test
    void anEndlessOverloadIsTold() {
        limits.clear();
        limits.add(new SeatLimit(0, at(0), Instant.MAX));
        holdings.add(new SeatEvent.Held(SITE, device(1), at(1), Optional.empty()));
        assertThat(history().worst().orElseThrow().until()).isEqualTo(Instant.MAX);
    }

    @Test
    void whereNoLimitIsInForceTheOneBeforeGoesOn() {
        limits.clear();
        limits.add(new SeatLimit(1, at(10), at(20)));
        limits.add(new SeatLimit(5, at(40), Instant.MAX));
        lease(SITE, 1, 25, 50);
        lease(SITE, 2, 30, 50);

        Overload over = history().worst().orElseThrow();
        assertThat(over.from()).isEqualTo(at(30));
        assertThat(over.until()).isEqualTo(at(40));
        assertThat(over.seats()).isEqualTo(1);
    }

    @Test
    void beforeTheFirstLimitTheFirstCounts() {
        limits.clear();
        limits.add(new SeatLimit(1, at(10), at(20)));
        lease(SITE, 1, 0, 5);
        lease(SITE, 2, 0, 5);

        assertThat(history().worst().orElseThrow().from()).isEqualTo(at(0));
    }

    @Test
    void withoutABundleOfThisDeskNobodyIsAccused() {
        limits.clear();
        lease(SITE, 1, 0, 100);
        assertThat(history().overloads()).isEmpty();
    }

    /** Against a count at each hour, which is slow and plain. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSweepCountsAsAClockWould(long seed) {
        Random random = new Random(seed);
        List<Holding> all = IntStream.range(0, 60)
                .mapToObj(i -> {
                    int from = random.nextInt(200);
                    return new Holding(device(random.nextInt(12)), at(from), at(from + random.nextInt(40)));
                })
                .toList();
        SeatHistory history = SeatSweep.sweep(all, List.of(new SeatLimit(6, at(0), Instant.MAX)));
        for (int hour = 0; hour < 250; hour++) {
            Instant then = at(hour);
            long holders = all.stream()
                    .filter(holding ->
                            !holding.from().isAfter(then) && holding.until().isAfter(then))
                    .map(Holding::device)
                    .distinct()
                    .count();
            SeatStep step = history.steps().stream()
                    .filter(before -> !before.at().isAfter(then))
                    .reduce((first, last) -> last)
                    .orElseThrow();
            assertThat((long) step.devices()).as("hour %d", hour).isEqualTo(holders);
            assertThat(history.overloads().stream()
                            .anyMatch(over ->
                                    !over.from().isAfter(then) && over.until().isAfter(then)))
                    .isEqualTo(holders > 6);
        }
    }

    /** Every second hour a third device comes for an hour, and once a fourth with it: two seats. */
    @Test
    void ofManyOverActivationsTheFirstAndTheWorstAreListedAndAllAreCounted() {
        lease(SITE, 1, 0, 2_000);
        lease(SITE, 2, 0, 2_000);
        for (int i = 0; i < 500; i++) {
            lease(SITE, 3, 2 * i + 1, 2 * i + 2);
        }
        lease(SITE, 4, 801, 802);

        SeatHistory history = history();
        assertThat(history.overloads()).hasSize(SeatHistory.LISTED_MAX + 1);
        assertThat(history.overloadCount()).isEqualTo(500);
        assertThat(history.worst().orElseThrow().from()).isEqualTo(at(801));
        assertThat(history.overloads().get(99).from()).isEqualTo(at(199));
    }
}
