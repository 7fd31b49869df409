package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.Announcement;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.station.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * {@code banner.txt} beside the local socket: what the page says, in a few lines of UTF-8, for a machine without a screen. Replaced by a
 * rename whenever the sentence changes, on a thread of its own; not synced. The empty file {@code banner.new} says that it is to be
 * shown; whoever shows it takes that file away, and then reads.
 */
final class BannerFile implements AutoCloseable {
    static final String NAME = "banner.txt";

    /** Whoever offers a login on the console clears it as he starts, which is at most five seconds after us. */
    private static final Duration CONSOLE_CLEARED = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 250;

    private final Kiosk kiosk;
    private final Path file;
    private final Path next;
    private final Path mark;
    private final Thread writing = Thread.ofPlatform().daemon().name("banner").unstarted(this::run);
    private List<String> written = List.of();
    private boolean told;

    private BannerFile(Kiosk kiosk, Path folder) {
        this.kiosk = kiosk;
        this.file = folder.resolve(NAME);
        this.next = folder.resolve("." + NAME + ".next");
        this.mark = folder.resolve("banner.new");
    }

    /**
     * Begins to write; returns at once.
     *
     * @param folder of the local socket
     */
    static BannerFile opening(Kiosk kiosk, Path folder) {
        BannerFile banner = new BannerFile(kiosk, folder);
        banner.writing.start();
        return banner;
    }

    private void run() {
        try {
            boolean first = true;
            while (!kiosk.isEnded()) {
                // what follows each other at once is one change, and the start of the daemon has the processor first
                Thread.sleep(PAUSE_MILLIS);
                long version = kiosk.version();
                tell(kiosk.announcement());
                boolean stays = kiosk.awaitChange(version, first ? CONSOLE_CLEARED : LOOK) == version;
                if (first && stays) {
                    write(written);
                }
                first = false;
            }
            tell(kiosk.farewell());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Announcement announcement) {
        List<String> lines = announcement.lines().stream()
                .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                .toList();
        if (!lines.equals(written)) {
            write(lines);
        }
    }

    private void write(List<String> lines) {
        try {
            Files.write(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.write(mark, new byte[0]);
            written = lines;
        } catch (IOException notWritten) {
            if (!told) {
                told = true;
                LogLine.of(LogEvent.PAGE_FAILED, "banner: the file for the console cannot be written; all else goes on")
                        .with("file", file)
                        .with("cause", notWritten)
                        .warn();
            }
        }
    }

    /** Waits a second for the last word. */
    @Override
    public void close() {
        try {
            writing.join(Duration.ofSeconds(1));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
