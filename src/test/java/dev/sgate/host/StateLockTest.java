package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir
    Path state;

    @Test
    void whoLooksSeesTheLockAndTakesItFromNobody() throws Exception {
        assertThat(StateLock.isHeld(state)).isFalse();
        try (StateLock lock = StateLock.take(state).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(StateLock.isHeld(state)).isTrue();
            assertThat(StateLock.take(state)).isEmpty();
        }
        assertThat(StateLock.isHeld(state)).isFalse();
        StateLock.take(state).orElseThrow().close();
    }
}
