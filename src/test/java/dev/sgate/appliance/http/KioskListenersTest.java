package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.kiosk.Sight;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who looks at the page, and for how long. */
class KioskListenersTest extends KioskUnderTest {
    /** One who looks at the page. */
    private final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Listener() throws IOException {
            socket = wire.connect();
            socket.getOutputStream()
                    .write("GET /kiosk/events-en HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next line that begins like this. */
        String next(String begin) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.startsWith(begin)) {
                line = lines.readLine();
            }
            assertThat(line).as("a line that begins with " + begin).isNotNull();
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whoLooksSeesEachChange() throws IOException {
        try (Listener listener = new Listener()) {
            assertThat(listener.next("HTTP/1.1")).contains("200");
            assertThat(listener.next("data: {")).contains("Plug in the stick.", kiosk.token());
            kiosk.see(new Sight.Arrived(STICK));
            assertThat(listener.next("data: {")).contains("The stick is being checked.", "plug-leave-in");
            kiosk.see(new Sight.Ended(STICK, Sight.Ending.SAFE, Optional.empty(), List.of(), List.of()));
            assertThat(listener.next("data: {")).contains("Safe to unplug");
        }
    }

    @Test
    void soManyMayLookAndOneThatGoesMakesRoom() throws IOException {
        List<Listener> all = new ArrayList<>();
        try {
            for (int each = 0; each < Listeners.MOST; each++) {
                all.add(new Listener());
                all.getLast().next("data: {");
            }
            try (Listener oneMore = new Listener()) {
                assertThat(oneMore.next("HTTP/1.1")).contains("503");
            }
            all.removeFirst().close();
            Awaitility.await().untilAsserted(() -> {
                kiosk.see(new Sight.Left("nobody"));
                try (Listener next = new Listener()) {
                    assertThat(next.next("HTTP/1.1")).contains("200");
                }
            });
        } finally {
            for (Listener listener : all) {
                listener.close();
            }
        }
    }

    @Test
    void aListenerDoesNotHoldUpTheEnd() throws IOException {
        try (Listener listener = new Listener()) {
            listener.next("data: {");
            kiosk.end();
            assertThat(listener.next("0")).as("the last chunk").isEqualTo("0");
        }
    }
}
