package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path state;

    private MarkedClock at(Instant clock, Optional<Instant> known) throws IOException {
        return new MarkedClock(state, Clock.fixed(clock, ZoneOffset.UTC), known);
    }

    @Test
    void isNeverBeforeTheMark() throws IOException {
        at(NOON.plusMillis(999), Optional.empty()).raiseToClock();
        MarkedClock setBack = at(NOON.minusSeconds(86_400), Optional.empty());

        assertThat(setBack.now()).isEqualTo(NOON);
        assertThat(setBack.clock()).isEqualTo(NOON.minusSeconds(86_400));
        assertThat(at(NOON.plusSeconds(5), Optional.empty()).now()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void theMarkOnlyRises() throws IOException {
        MarkedClock clock = at(NOON, Optional.empty());
        clock.raise(NOON.plusSeconds(60));
        clock.raise(NOON.minusSeconds(60));
        clock.raiseToClock();

        assertThat(clock.mark()).isEqualTo(NOON.plusSeconds(60));
        assertThat(state.resolve("mark")).hasContent("2026-03-01T12:01:00Z");
        assertThat(state.toFile().list()).containsExactly("mark");
    }

    @Test
    void aRaiseCountsEvenWhereTheFileCannotBeWrittenAndIsMadeGoodLater() throws IOException {
        MarkedClock clock = at(NOON, Optional.empty());
        Path inTheWay = Files.createDirectories(state.resolve("mark/in-the-way"));
        assertThatThrownBy(() -> clock.raise(NOON.plusSeconds(60))).isInstanceOf(IOException.class);
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(60));

        Files.delete(inTheWay);
        Files.delete(state.resolve("mark"));
        clock.raiseToClock();
        assertThat(state.resolve("mark")).hasContent("2026-03-01T12:01:00Z");
    }

    @Test
    void aMarkThatOnlyTheDatabaseHoldsIsWrittenWithTheNextRaise() throws IOException {
        at(NOON, Optional.of(NOON.plusSeconds(60))).raiseToClock();

        assertThat(state.resolve("mark")).hasContent("2026-03-01T12:01:00Z");
    }

    @Test
    void theLaterOfFileAndDatabaseCounts() throws IOException {
        at(NOON, Optional.empty()).raiseToClock();

        assertThat(at(Instant.EPOCH, Optional.of(NOON.plusSeconds(1))).now()).isEqualTo(NOON.plusSeconds(1));
        assertThat(at(Instant.EPOCH, Optional.of(NOON.minusSeconds(1))).now()).isEqualTo(NOON);
    }

    @Test
    void aDamagedMarkLeavesTheDatabases() throws IOException {
        Files.write(state.resolve("mark"), new byte[] {(byte) 0xff, 0, 1});

        assertThat(at(Instant.EPOCH, Optional.of(NOON)).now()).isEqualTo(NOON);
    }
}
