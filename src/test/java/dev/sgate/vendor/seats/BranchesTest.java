package dev.sgate.vendor.seats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What one history of a forked journal says of a seat says nothing of the other's. */
class BranchesTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final UUID SITE = new UUID(1, 1);
    private static final Instant END = START.plusSeconds(1_000);

    private final Branches branches = new Branches();

    private static Sha256 digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }

    private void line(long seq, String name, String after, Optional<SeatEvent> event) {
        branches.add(new Branches.Line(seq, digest(name), digest(after), event));
    }

    private static Optional<SeatEvent> held(String device) {
        return Optional.of(new SeatEvent.Held(SITE, digest(device), START, Optional.of(END)));
    }

    private static Optional<SeatEvent> back(String device, long second) {
        return Optional.of(new SeatEvent.GivenBack(SITE, digest(device), START.plusSeconds(second)));
    }

    private List<Instant> ends(String device) {
        return branches.all().stream()
                .filter(holding -> holding.device().equals(digest(device)))
                .map(Holding::until)
                .sorted()
                .toList();
    }

    @Test
    void oneHistoryGivesItsSeatBack() {
        line(1, "a", "", held("d"));
        line(2, "b", "a", back("d", 10));

        assertThat(ends("d")).containsExactly(START.plusSeconds(10));
    }

    @Test
    void theOtherHistoryHoldsItOn() {
        line(1, "a", "", held("d"));
        line(2, "b", "a", back("d", 10));
        line(2, "c", "a", Optional.empty());
        line(3, "b2", "b", held("e"));
        line(3, "c2", "c", Optional.of(new SeatEvent.Reset(SITE, START.plusSeconds(20))));

        assertThat(ends("d")).containsExactly(START.plusSeconds(10), START.plusSeconds(20));
        assertThat(ends("e")).containsExactly(END);
    }

    @Test
    void aLineOfAnotherHistoryWhoseForkHasNotComeGivesNothingBackHere() {
        line(1, "a", "", held("d"));
        line(2, "b", "unknown", back("d", 10));

        assertThat(ends("d")).containsExactly(START.plusSeconds(10), END);
    }

    @Test
    void behindAGapTheOnlyHistoryGoesOn() {
        line(1, "a", "", held("d"));
        line(5, "b", "unknown", back("d", 10));

        assertThat(ends("d")).containsExactly(START.plusSeconds(10));
    }

    @Test
    void moreHistoriesThanAreFollowedStillCountWhatTheyHold() {
        line(1, "a", "", held("d"));
        for (int i = 0; i < 3 * Branches.FOLLOWED_MAX; i++) {
            line(2, "b" + i, "a", held("e" + i));
        }
        for (int i = 0; i < 3 * Branches.FOLLOWED_MAX; i++) {
            line(3, "c" + i, "b" + i, back("d", 10));
        }

        assertThat(branches.all().stream().map(Holding::device).distinct()).hasSize(1 + 3 * Branches.FOLLOWED_MAX);
        assertThat(ends("d")).hasSize(Branches.FOLLOWED_MAX);
    }
}
