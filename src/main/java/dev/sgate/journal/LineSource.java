package dev.sgate.journal;

import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The lines of a gzipped attachment, one after the other, in memory that does not grow with what they unpack to. Never unpacks
 * more than the payload promised.
 */
final class LineSource {
    private static final int STEP_BYTES = 16 << 10;

    private final ByteArrayInputStream packed;
    private final GzipCompressorInputStream unpacked;
    private final long promisedBytes;
    private final byte[] step = new byte[STEP_BYTES];
    private final byte[] line = new byte[Limits.JOURNAL_LINE_MAX_BYTES];
    private int stepAt;
    private int stepEnd;
    private long readBytes;

    private LineSource(ByteArrayInputStream packed, long promisedBytes) throws IOException {
        this.packed = packed;
        this.unpacked = GzipCompressorInputStream.builder()
                .setInputStream(packed)
                .setDecompressConcatenated(false)
                .get();
        this.promisedBytes = promisedBytes;
    }

    static Verdict<LineSource> open(byte[] attachment, long promisedBytes) {
        try {
            return Verdict.accepted(new LineSource(new ByteArrayInputStream(attachment), promisedBytes));
        } catch (IOException notGzip) {
            return malformed("attachment", "not gzip");
        }
    }

    /** The next line without its line feed; empty after the last. */
    Verdict<Optional<byte[]>> next() {
        int length = 0;
        try {
            while (true) {
                if (stepAt == stepEnd && !fill()) {
                    return length == 0
                            ? Verdict.accepted(Optional.empty())
                            : malformed("attachment", "no line feed at the end");
                }
                if (readBytes > promisedBytes) {
                    return Verdict.refused(Refusal.of(RefusalCode.TOO_LARGE, "field", "events.unpackedLength")
                            .and("limitBytes", promisedBytes));
                }
                int end = lineFeedOrEnd();
                int more = end - stepAt;
                if (length + more >= line.length) {
                    return Verdict.refused(Refusal.of(RefusalCode.TOO_LARGE, "field", "attachment line")
                            .and("limitBytes", line.length));
                }
                System.arraycopy(step, stepAt, line, length, more);
                length += more;
                stepAt = end;
                if (end < stepEnd) {
                    stepAt++;
                    return Verdict.accepted(Optional.of(Arrays.copyOf(line, length)));
                }
            }
        } catch (IOException damaged) {
            return malformed("attachment", "not one whole gzip member");
        }
    }

    /** Where the next line feed is in what was unpacked; its end if there is none. */
    private int lineFeedOrEnd() {
        int at = stepAt;
        while (at < stepEnd && step[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        stepAt = 0;
        stepEnd = Math.max(0, unpacked.read(step, 0, step.length));
        readBytes += stepEnd;
        return stepEnd > 0;
    }

    /** After the last line: whether everything was as long as promised, in one gzip member with nothing behind it. */
    Verdict<Long> end() {
        if (readBytes != promisedBytes) {
            return malformed("events.unpackedLength", readBytes);
        }
        return packed.available() > 0
                ? malformed("attachment", "bytes after the gzip member")
                : Verdict.accepted(readBytes);
    }

    private static <T> Verdict<T> malformed(String field, Object found) {
        return Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", field).and("found", found));
    }
}
