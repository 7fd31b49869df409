package dev.sgate.appliance.http;

import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.kiosk.Shown;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Who looks at the page: server-sent events, at most {@link #MOST} listeners. Each is sent the newest state, however many there were
 * in between, five times a second at most; one that reads slowly holds up nobody. A stream ends before the server's deadline for an
 * answer, and the browser opens the next one at once.
 */
final class Listeners {
    static final int MOST = 8;

    private static final Duration STREAM = ServiceLimits.ANSWER_DEADLINE.minusSeconds(6);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String RETRY = "retry: 500\n\n";

    private final Kiosk kiosk;
    private final Semaphore places = new Semaphore(MOST);

    Listeners(Kiosk kiosk) {
        this.kiosk = kiosk;
    }

    Answer answer(String language) {
        if (places.availablePermits() == 0) {
            return Answer.unavailable("The page is looked at by too many already.");
        }
        return Answer.streamed(Map.of("Content-Type", "text/event-stream"), out -> pour(language, out));
    }

    private void pour(String language, OutputStream out) throws IOException {
        if (!places.tryAcquire()) {
            return;
        }
        try {
            pourUntil(System.nanoTime() + STREAM.toNanos(), language, out);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service ends");
        } finally {
            places.release();
        }
    }

    private void pourUntil(long end, String language, OutputStream out) throws IOException, InterruptedException {
        send(out, RETRY);
        String sent = "";
        while (System.nanoTime() < end && !kiosk.isEnded()) {
            long version = kiosk.version();
            Shown shown = kiosk.show(language);
            String at = shown.digest();
            send(out, at.equals(sent) ? "event: beat\ndata: -\n\n" : "data: " + shown.json(kiosk.token()) + "\n\n");
            sent = at;
            Thread.sleep(PAUSE);
            kiosk.awaitChange(version, BEAT);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
