package dev.sgate.appliance;

import dev.sgate.station.LogEvent;
import dev.sgate.station.OpenedFile;
import dev.sgate.station.Progress;
import dev.sgate.station.Step;
import dev.sgate.station.Throttle;
import dev.sgate.station.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells the log of long work: one line when it begins and one when it is done, with its size and the seconds it took (BEHAVIOUR 2).
 * Where a person watches the log on a terminal, one more line each few seconds says how far a copy has come.
 */
final class WorkLog implements Progress {
    /** Between two lines about one copy. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final boolean watched;
    private final LongSupplier nanoClock;

    /**
     * @param watched whether somebody looks at the log while it is written
     * @param nanoClock as {@link System#nanoTime}
     */
    WorkLog(boolean watched, LongSupplier nanoClock) {
        this.watched = watched;
        this.nanoClock = nanoClock;
    }

    @Override
    public Copying begin(Visit visit, OpenedFile file, long totalBytes) {
        about(LogEvent.COPY_BEGUN, "copying and checking: leave the stick in", visit, file)
                .with("bytes", totalBytes)
                .tell();
        return new Copy(visit, file, totalBytes);
    }

    /** Making the release's folder of what was copied. */
    @FunctionalInterface
    interface Preparing {
        Step of(Step.UpdateReady ready) throws IOException;
    }

    /** Does it, with a line before, and one after if it went well. */
    Step prepare(Step.UpdateReady ready, Preparing preparing) throws IOException {
        long begun = nanoClock.getAsLong();
        release(LogEvent.RELEASE_PREPARING, "making the release ready", ready).tell();
        Step result = preparing.of(ready);
        if (result instanceof Step.Prepared) {
            release(LogEvent.RELEASE_PREPARED, "release is ready to start", ready)
                    .with("seconds", secondsSince(begun))
                    .tell();
        }
        return result;
    }

    private static LogLine release(LogEvent event, String what, Step.UpdateReady ready) {
        var app = ready.update().offer().app();
        return about(event, what, ready.visit(), ready.file())
                .with("app", app.name())
                .with("version", app.version())
                .with("bytes", app.length());
    }

    private static LogLine about(LogEvent event, String what, Visit visit, OpenedFile file) {
        return LogLine.of(event, what).with("visit", visit.id().shortForm()).with("file", file.name());
    }

    private String secondsSince(long nanos) {
        return String.format(Locale.ROOT, "%.1f", (nanoClock.getAsLong() - nanos) / 1e9);
    }

    /** One attachment on its way from the stick. */
    private final class Copy implements Copying {
        private final Visit visit;
        private final OpenedFile file;
        private final long totalBytes;
        private final long begun = nanoClock.getAsLong();
        private final Throttle throttle = new Throttle(PAUSE, nanoClock);

        Copy(Visit visit, OpenedFile file, long totalBytes) {
            this.visit = visit;
            this.file = file;
            this.totalBytes = totalBytes;
        }

        @Override
        public void copied(long doneBytes) {
            if (watched && throttle.tryPass()) {
                about(LogEvent.COPY_GOES_ON, "still copying", visit, file)
                        .with("bytes", doneBytes + "/" + totalBytes)
                        .tell();
            }
        }

        @Override
        public void done() {
            about(LogEvent.COPY_DONE, "copied and checked", visit, file)
                    .with("bytes", totalBytes)
                    .with("seconds", secondsSince(begun))
                    .tell();
        }
    }
}
