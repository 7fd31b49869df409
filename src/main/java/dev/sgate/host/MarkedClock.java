package dev.sgate.host;

import dev.sgate.station.TrustedTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The later of the clock and the mark (BEHAVIOUR 1). The mark is kept in the file {@code mark} in the state folder, outside the
 * database, so that an older database does not bring an older time. Thin for now: the state {@code clock-distrusted}, the tolerance,
 * re-anchoring by a bundle and the boot-time clock are yet to come. Safe for use by several threads.
 */
public final class MarkedClock implements TrustedTime {
    private final Path file;
    private final Clock clock;
    private Instant mark;
    private Instant written;

    /**
     * @param known the mark that the database holds; the later of it and the file counts, so that neither can be lost alone
     */
    public MarkedClock(Path state, Clock clock, Optional<Instant> known) throws IOException {
        this.file = state.resolve("mark");
        this.clock = clock;
        this.written = read(file);
        this.mark = later(written, known.orElse(Instant.EPOCH));
    }

    /** Epoch where there is none. A file that holds something else is no mark: the database has one, too. */
    private static Instant read(Path file) throws IOException {
        try {
            return Instant.parse(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (NoSuchFileException | DateTimeException none) {
            return Instant.EPOCH;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public synchronized Instant now() {
        return later(clock(), mark);
    }

    @Override
    public Instant clock() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The mark as it stands; epoch before the first. */
    public synchronized Instant mark() {
        return mark;
    }

    /** Raises the mark to the clock: at each launch and each hour. */
    public void raiseToClock() throws IOException {
        raise(clock());
    }

    /** Durable when it returns. A file that is behind the mark, e.g. because the disk was full, is written again. */
    @Override
    public synchronized void raise(Instant time) throws IOException {
        mark = later(mark, time.truncatedTo(ChronoUnit.SECONDS));
        if (mark.isAfter(written)) {
            Durable.replace(file, (mark + "\n").getBytes(StandardCharsets.US_ASCII));
            written = mark;
        }
    }
}
