package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.Staging;
import dev.sgate.station.Staging.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the threads beside the caller do to a part, and that they end with it. */
class StagedFileTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path state;

    /** The names of the threads that still write or sync. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("staging-"))
                .toList();
    }

    /** Whoever closes has waited for their work, and not for their last breath. */
    static void awaitNoThread() {
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(11).nextBytes(random);
        return random;
    }

    private static InputStream pulledOut() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("pulled out");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void aLongPartComesOutWholeAndItsThreadsEnd() throws IOException {
        Staging staging = new DiskStaging(state);
        byte[] bytes = random(21 * MIB + 7); // past two early syncs
        try (Staging.Writing out = staging.write("s", Part.ATTACHMENT)) {
            for (int from = 0; from < bytes.length; from += 100_003) {
                out.write(bytes, from, Math.min(100_003, bytes.length - from));
            }
            assertThat(threads()).as("while it is written").isNotEmpty();
            out.sync();
        }

        try (InputStream staged = staging.read("s", Part.ATTACHMENT)) {
            assertThat(staged.readAllBytes()).isEqualTo(bytes);
        }
        awaitNoThread();
    }

    @Test
    void aPartOfOneBufferNeedsNoThread() throws IOException {
        Staging staging = new DiskStaging(state);
        try (Staging.Writing out = staging.write("s", Part.ENVELOPE)) {
            out.write(random(2000));
            out.sync();
            awaitNoThread();
        }

        try (InputStream staged = staging.read("s", Part.ENVELOPE)) {
            assertThat(staged.readAllBytes()).isEqualTo(random(2000));
        }
    }

    @Test
    void aStickThatIsPulledOutEndsTheThreadsAndLeavesNothing() throws IOException {
        Staging staging = new DiskStaging(state);
        assertThatThrownBy(() -> {
                    try (InputStream stick =
                                    new SequenceInputStream(new ByteArrayInputStream(random(3 * MIB)), pulledOut());
                            Staging.Writing out = staging.write("s", Part.ATTACHMENT)) {
                        stick.transferTo(out);
                    }
                })
                .hasMessage("pulled out");

        awaitNoThread();
        staging.discard("s");
        assertThat(staging.slots()).isEmpty();
    }
}
