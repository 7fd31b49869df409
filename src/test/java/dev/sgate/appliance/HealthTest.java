package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.Mount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Mount STICK = new Mount(Path.of("/media/k1"), "k1", "", Mount.FOLDER, Set.of());

    private long nanos = Long.MAX_VALUE - 5;
    private boolean tableIsThere = true;
    private Optional<RuntimeException> ledgerTrouble = Optional.empty();

    private final MountPulse pulse = new MountPulse(this::table, () -> nanos);
    private final Health health = new Health(pulse, Duration.ofSeconds(30), this::ledger);

    private List<Mount> table() throws IOException {
        if (!tableIsThere) {
            throw new IOException("no table");
        }
        return List.of(STICK);
    }

    private void ledger() {
        ledgerTrouble.ifPresent(broken -> {
            throw broken;
        });
    }

    @Test
    void itIsWellWhileSticksAreLookedForAndTheDatabaseAnswers() throws IOException {
        nanos += Duration.ofSeconds(31).toNanos();
        pulse.current();
        nanos += Duration.ofSeconds(30).toNanos();
        assertThat(health.trouble()).isEmpty();
        assertThat(pulse.names()).containsExactly("k1");
    }

    @Test
    void aPollThatStandsStillIsTrouble() {
        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(health.trouble()).contains("sticks were last looked for 31 s ago");
    }

    @Test
    void aPollThatFailsIsNone() {
        tableIsThere = false;
        nanos += Duration.ofSeconds(31).toNanos();
        try {
            pulse.current();
        } catch (IOException noTable) {
            assertThat(health.trouble()).isPresent();
            return;
        }
        throw new AssertionError("the table was read");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsTrouble() {
        ledgerTrouble = Optional.of(new IllegalStateException("disk I/O error"));
        assertThat(health.trouble()).contains("the database does not answer: disk I/O error");
    }
}
