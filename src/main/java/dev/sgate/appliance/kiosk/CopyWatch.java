package dev.sgate.appliance.kiosk;

import dev.sgate.seal.Evidence;
import dev.sgate.station.OpenedFile;
import dev.sgate.station.Progress;
import dev.sgate.station.Throttle;
import dev.sgate.station.Visit;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the page how far a copy has come, five times a second at most, and hands everything on to the log. */
final class CopyWatch implements Progress {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Progress log;
    private final Consumer<Sight> page;
    private final LongSupplier nanoClock;

    CopyWatch(Progress log, Consumer<Sight> page, LongSupplier nanoClock) {
        this.log = log;
        this.page = page;
        this.nanoClock = nanoClock;
    }

    @Override
    public Copying begin(Visit visit, OpenedFile file, long totalBytes) {
        return new Copy(
                log.begin(visit, file, totalBytes),
                Stick.of(visit),
                Evidence.printable(file.name().toString()),
                totalBytes);
    }

    /** One attachment on its way. */
    private final class Copy implements Copying {
        private final Copying logged;
        private final Stick stick;
        private final String file;
        private final long totalBytes;
        private final Throttle throttle = new Throttle(PAUSE, nanoClock);

        Copy(Copying logged, Stick stick, String file, long totalBytes) {
            this.logged = logged;
            this.stick = stick;
            this.file = file;
            this.totalBytes = totalBytes;
            tell(0);
        }

        @Override
        public void copied(long doneBytes) {
            logged.copied(doneBytes);
            if (throttle.tryPass()) {
                tell(doneBytes);
            }
        }

        @Override
        public void done() {
            logged.done();
            tell(totalBytes);
        }

        private void tell(long doneBytes) {
            page.accept(new Sight.Copied(stick, file, doneBytes, totalBytes));
        }
    }
}
