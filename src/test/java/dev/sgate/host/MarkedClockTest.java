package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockReading;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.seal.Keyring;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path state;

    private Keyring keyring = TestKeys.keyring();
    private ClockReading reading = ClockReading.ofWall(NOON);

    private MarkedClock start(Optional<RememberedTime> known) throws IOException {
        return new MarkedClock(state, () -> reading, known, () -> keyring);
    }

    private MarkedClock start() throws IOException {
        return start(Optional.empty());
    }

    private void raise(MarkedClock clock) throws IOException {
        clock.keep(clock.observe());
    }

    private static RememberedTime issued(Instant at) {
        return RememberedTime.of(Set.of(), TimeState.issued(at));
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

    /** An unreadable sector in it: a link that leads to itself cannot be read either. */
    @Test
    void aFileThatCannotBeReadIsNoneAndIsWrittenAnew() throws IOException {
        raise(start());
        RememberedTime known = start().observe();
        assertThat(start().unreadable()).isEmpty();
        Files.delete(state.resolve("mark"));
        Files.createSymbolicLink(state.resolve("mark"), Path.of("mark"));

        MarkedClock clock = start(Optional.of(known));

        assertThat(clock.unreadable()).isPresent();
        assertThat(clock.observe()).isEqualTo(known);
        raise(clock);
        assertThat(start().unreadable()).isEmpty();
        assertThat(start().observe()).isEqualTo(known);
    }

    @Test
    void theFileAloneBringsEverythingBack() throws IOException {
        raise(start());
        RememberedTime kept = start().observe();

        assertThat(start(Optional.of(issued(NOON.minus(DAY))))
                        .observe()
                        .latest()
                        .mark())
                .isEqualTo(kept.latest().mark());
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
        RememberedTime committed = start().observe();
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
            assertThat(start(Optional.of(issued(NOON))).observe().latest().issuedAt())
                    .isEqualTo(NOON);
            assertThat(start().standing(Policy.DEFAULT).mark()).isEqualTo(Instant.EPOCH);
        }
    }

    /** BEHAVIOUR 4: a stolen key cannot lock a site out by setting a maximum; at once, and after a restart. */
    @Test
    void theMarkFallsBackWithTheKeyThatRaisedIt() throws IOException {
        MarkedClock clock = start();
        clock.keep(clock.ifAccepted(Samples.bundle(payload -> payload.put("issuedAt", NOON.toString()))));
        Instant ahead = NOON.plus(DAY.multipliedBy(300));
        RememberedTime stolen = RememberedTime.of(Set.of(TestKeys.LICENSE_B.kid()), TimeState.issued(ahead));
        clock.keep(stolen);
        raise(clock);
        assertThat(clock.now()).isEqualTo(ahead);

        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-b"));
        keyring = TestKeys.keyring(trust);
        assertThat(clock.now()).isEqualTo(NOON);
        assertThat(start().now()).isEqualTo(NOON);
        assertThat(start().standing(Policy.DEFAULT).word()).isEqualTo("right");
        keyring = Keyring.nothing("the trust document is gone");
        assertThat(start().now()).as("nothing is known to be revoked").isEqualTo(ahead);
    }

    @Test
    void aFileThatIsAsItShouldBeIsNotWrittenAgain() throws IOException {
        MarkedClock clock = start();
        RememberedTime seen = clock.observe();
        clock.keep(seen);
        Files.delete(state.resolve("mark"));
        clock.keep(seen);

        assertThat(state.resolve("mark")).doesNotExist();
    }
}
