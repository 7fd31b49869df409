package dev.sgate.appliance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sha256;
import dev.sgate.station.Mount;
import dev.sgate.station.OpenedFile;
import dev.sgate.station.Progress;
import dev.sgate.station.Visit;
import dev.sgate.station.VisitId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much the log says of a copy of 100 MiB. */
class WorkLogTest {
    private static final long BYTES = 100L << 20;
    private static final long STEP_BYTES = 256 << 10;
    private static final long STEP_NANOS = 50_000_000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long nanos = Long.MAX_VALUE - STEP_NANOS;

    @BeforeEach
    void catchTheLog() {
        ApplianceLog.install(new PrintStream(written, true, US_ASCII), true);
    }

    @AfterEach
    void giveTheLogBack() {
        ApplianceLog.install(System.err, false);
    }

    /** 400 steps of 50 ms: 20 s. */
    private String copy(boolean watched) {
        Visit visit = new Visit(
                new VisitId(new UUID(1, 0x1234_5678L)),
                new Mount(Path.of("/media/k1"), "k1", "", Mount.FOLDER, Set.of()),
                new AbsentVolume(),
                Instant.EPOCH);
        OpenedFile file =
                new OpenedFile(Path.of("press.sgupd"), PayloadType.UPDATE, Sha256.of(new byte[0]), 1, "slot", 100);
        Progress.Copying copying = new WorkLog(watched, () -> nanos).begin(visit, file, BYTES);
        for (long done = STEP_BYTES; done <= BYTES; done += STEP_BYTES) {
            nanos += STEP_NANOS;
            copying.copied(done);
        }
        copying.done();
        return written.toString(US_ASCII);
    }

    @Test
    void aLogThatNobodyWatchesHasOneLineAtTheStartAndOneAtTheEnd() {
        assertThat(copy(false).lines())
                .containsExactly(
                        "<6>copying and checking: leave the stick in visit=12345678 file=press.sgupd bytes=104857600",
                        "<6>copied and checked visit=12345678 file=press.sgupd bytes=104857600 seconds=20.0");
    }

    @Test
    void onATerminalALineEachFewSecondsSaysHowFarItIs() {
        assertThat(copy(true).lines().filter(line -> line.contains("still copying")))
                .hasSize(4)
                .first()
                .asString()
                .endsWith("bytes=26214400/104857600");
    }
}
