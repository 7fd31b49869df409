package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockReading;
import dev.sgate.license.time.TimeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path state;

    private ClockReading reading = ClockReading.ofWall(NOON);

    private MarkedClock start(Optional<TimeState> known) throws IOException {
        return new MarkedClock(state, () -> reading, known);
    }

    private MarkedClock start() throws IOException {
        return start(Optional.empty());
    }

    private void raise(MarkedClock clock) throws IOException {
        clock.keep(clock.observe());
    }

    private static TimeState issued(Instant at) {
        return TimeState.issued(at);
    }

    @Test
    void isNeverBeforeTheMark() throws IOException {
        reading = ClockReading.ofWall(NOON.plusMillis(999));
        raise(start());
        reading = ClockReading.ofWall(NOON.minus(DAY));
        MarkedClock setBack = start();

        assertThat(setBack.now()).isEqualTo(NOON);
        assertThat(setBack.clock()).isEqualTo(NOON.minus(DAY));
        assertThat(setBack.standing(Policy.DEFAULT).isTrusted()).isFalse();
        reading = ClockReading.ofWall(NOON.plusSeconds(5));
        assertThat(start().now()).isEqualTo(NOON.plusSeconds(5));
        assertThat(start().standing(Policy.DEFAULT).word()).isEqualTo("right");
    }

    @Test
    void theFileAloneBringsEverythingBack() throws IOException {
        raise(start());
        TimeState kept = start().observe();

        assertThat(start(Optional.of(issued(NOON.minus(DAY)))).observe().mark()).isEqualTo(kept.mark());
        assertThat(state.toFile().list()).containsExactly("mark");
    }

    /** ErrorIn: the write fails. It counts in this process, and the next hour makes it good. */
    @Test
    void errorInWritingTheFileCountsAndIsMadeGoodLater() throws IOException {
        MarkedClock clock = start();
        Path inTheWay = Files.createDirectories(state.resolve("mark.new/in-the-way"));
        assertThatThrownBy(() -> raise(clock)).isInstanceOf(IOException.class);
        assertThat(state.resolve("mark")).doesNotExist();
        reading = ClockReading.ofWall(NOON.minus(DAY));
        assertThat(clock.now()).isEqualTo(NOON);

        Files.delete(inTheWay);
        Files.delete(state.resolve("mark.new"));
        raise(clock);
        assertThat(start().now()).isEqualTo(NOON);
    }

    /** KilledIn: the power goes after the new file was written and before it was renamed. */
    @Test
    void killedInWritingTheFileLeavesTheOldOne() throws IOException {
        raise(start());
        Files.writeString(state.resolve("mark.new"), "mark 2026-");
        reading = ClockReading.ofWall(NOON.plus(DAY));

        assertThat(start().standing(Policy.DEFAULT).mark()).isEqualTo(NOON);
        raise(start());
        reading = ClockReading.ofWall(NOON);
        assertThat(start().now()).isEqualTo(NOON.plus(DAY));
        assertThat(state.toFile().list()).containsExactly("mark");
    }

    @Test
    void killedBeforeTheFileIsWrittenTheDatabasesCounts() throws IOException {
        TimeState committed = start().observe();
        reading = ClockReading.ofWall(NOON.minus(DAY));

        assertThat(start(Optional.of(committed)).now()).isEqualTo(NOON);
    }

    @Test
    void aStateThatOnlyTheDatabaseHoldsIsWrittenWithTheNextRaise() throws IOException {
        raise(start(Optional.of(issued(NOON.plusSeconds(60)))));

        assertThat(start().now()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aDamagedFileLeavesTheDatabases() throws IOException {
        raise(start());
        String text = Files.readString(state.resolve("mark"));
        for (String damaged : new String[] {"\u00ff\0\1", text.substring(1), text + "x", text.replace("20", "-20")}) {
            Files.writeString(state.resolve("mark"), damaged);
            assertThat(start(Optional.of(issued(NOON))).observe().issuedAt()).isEqualTo(NOON);
            assertThat(start().standing(Policy.DEFAULT).mark()).isEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void aFileThatIsAsItShouldBeIsNotWrittenAgain() throws IOException {
        MarkedClock clock = start();
        TimeState seen = clock.observe();
        clock.keep(seen);
        Files.delete(state.resolve("mark"));
        clock.keep(seen);

        assertThat(state.resolve("mark")).doesNotExist();
    }
}
