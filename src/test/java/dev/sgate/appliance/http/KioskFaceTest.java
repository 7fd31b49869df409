package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.kiosk.ButtonAnswer;
import dev.sgate.appliance.kiosk.Deeds;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.kiosk.Sight;
import dev.sgate.appliance.kiosk.SiteFacts;
import dev.sgate.appliance.kiosk.Stick;
import dev.sgate.seal.Sha256;
import dev.sgate.station.UnreadableStick;
import dev.sgate.station.VisitId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over the wire: who gets it, what its buttons want to see, and who may listen. */
class KioskFaceTest {
    private static final Answer NEXT = Answer.error(Answer.NOT_FOUND, "the next face");
    private static final UUID LICENSE = new UUID(1, 2);
    private static final Stick STICK = new Stick(new VisitId(new UUID(7, 1)), "stick", "key", true);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Kiosk kiosk =
            new Kiosk("en", new Noting(), () -> SiteFacts.NONE, System::nanoTime, (what, cause) -> done.add(what));
    private HttpService service;
    private Wire wire;

    /** Notes what the buttons want. */
    private final class Noting implements Deeds {
        private final ButtonAnswer answer = new ButtonAnswer(ButtonAnswer.Said.NOTHING_WAITS, "", Optional.empty());

        @Override
        public ButtonAnswer activate(UUID license, long serial) {
            done.add("activate " + license + " " + serial);
            return answer;
        }

        @Override
        public ButtonAnswer install(String app, Sha256 digest) {
            done.add("install " + app);
            return answer;
        }

        @Override
        public void visitAgain(String stickKey) {
            done.add("again " + stickKey);
        }
    }

    @BeforeEach
    void open() throws IOException {
        ServiceTerms terms = ServiceTerms.loopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        service = HttpService.open(
                terms, new ScriptedLeasing(), () -> new byte[0], kiosk, (what, cause) -> done.add(what + cause));
        wire = new Wire(service.address());
    }

    @AfterEach
    void close() {
        kiosk.end();
        service.close();
    }

    private String own() {
        return "http://127.0.0.1:" + service.address().getPort();
    }

    private String form(String more) {
        return "token=" + kiosk.token() + "&language=de" + more;
    }

    private Wire.Reply press(String button, String headers, String body) {
        return wire.post("/kiosk/" + button, "Content-Type: application/x-www-form-urlencoded\r\n" + headers, body);
    }

    @Test
    void thePageIsWholeAndLetsNothingInFromElsewhere() {
        Wire.Reply page = wire.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(page.body()).contains("Plug in the stick.");
        assertThat(wire.get("/kiosk/de").body()).contains("Stecken Sie den Stick ein.", "lang=\"de\"");
        assertThat(wire.get("/kiosk/page.css").header("Content-Type")).startsWith("text/css");
        assertThat(wire.get("/kiosk/page.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(wire.call("HEAD", "/", "", Optional.empty()).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.0.1", "fd00::7", "128.0.0.1"})
    void forOthersThereIsNoPageAndNoButton(String address) throws IOException {
        KioskFace face = new KioskFace(kiosk, ask -> NEXT);
        for (String path : List.of("/", "/kiosk/de", "/kiosk/events-en", "/kiosk/page.js", "/kiosk/export")) {
            Ask ask = new Ask(
                    "POST", path, Map.of("host", List.of("127.0.0.1")), InetAddress.getByName(address), new byte[0]);
            assertThat(face.answer(ask)).isSameAs(NEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "10.1.2.3:7420", "evil.example:7420", "localhost.evil.example"})
    void anotherNameThatLeadsHereGetsNoPage(String host) {
        Wire.Reply reply = wire.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", new byte[0]);
        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.body()).doesNotContain(kiosk.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/site/lantern/activate", "/metrics", "/kiosk", "/kiosk/", "/kiosk/nothing"})
    void otherAddressesAreTheNextFaces(String path) throws IOException {
        Ask ask = new Ask(
                "GET", path, Map.of("host", List.of("localhost")), InetAddress.getLoopbackAddress(), new byte[0]);
        assertThat(new KioskFace(kiosk, other -> NEXT).answer(ask)).isSameAs(NEXT);
    }

    @Test
    void aButtonDoesWhatItSaysAndLeadsBackToThePage() {
        Wire.Reply reply = press("activate", "Origin: " + own() + "\r\n", form("&license=" + LICENSE + "&serial=3"));
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("/kiosk/de");
        assertThat(done).containsExactly("activate " + LICENSE + " 3");
        assertThat(wire.get("/").body()).contains("That was settled already.");
        String digest = Sha256.of(new byte[0]).hex();
        assertThat(press("install", "", form("&app=lamp&digest=" + digest)).status())
                .isEqualTo(303);
        assertThat(done).endsWith("install lamp");
    }

    @Test
    void theJournalGoesOnTheStickThatIsInOrOnTheNextOne() {
        assertThat(press("export", "", form("")).status()).isEqualTo(303);
        assertThat(done).isEmpty();
        assertThat(wire.get("/").body()).contains("Plug in the stick for the journal.");
        assertThat(kiosk.takeWish()).isTrue();
        assertThat(kiosk.takeWish()).as("one stick for one press").isFalse();
        kiosk.see(new Sight.Arrived(STICK));
        kiosk.see(new Sight.Ended(STICK, Sight.Ending.SAFE, Optional.empty(), List.of(), List.of()));
        press("export", "", form(""));
        assertThat(done).containsExactly("again key");
    }

    @Test
    void aStickThatCannotBeReadGetsNoJournal() {
        Stick other = new Stick(new VisitId(new UUID(7, 2)), "other", "other key", true);
        kiosk.see(new Sight.Ended(STICK, Sight.Ending.SAFE, Optional.empty(), List.of(), List.of()));
        kiosk.see(new Sight.Unreadable(other, new UnreadableStick("ntfs", false)));
        press("export", "", form(""));
        assertThat(done).containsExactly("again key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example\r\n",
                "Origin: null\r\n",
                "Origin: https://127.0.0.1\r\n",
                "Sec-Fetch-Site: cross-site\r\n",
                "Sec-Fetch-Site: same-site\r\n"
            })
    void anotherSitesPageCannotPressAButton(String header) {
        Wire.Reply reply = press("activate", header, form("&license=" + LICENSE + "&serial=3"));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=&language=en", "language=en", "token=00000000000000000000000000000000&language=de"})
    void withoutThePagesTokenNothingIsDone(String values) {
        Wire.Reply reply = press("activate", "", values + "&license=" + LICENSE + "&serial=3");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("/kiosk/").doesNotContain(kiosk.token());
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&license=7&serial=3",
                "&license=00000000-0000-0001-0000-000000000002&serial=x",
                "&license=00000000-0000-0001-0000-000000000002",
                "&serial=3&serial=3",
                "&a",
                "&a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1",
                "&%zz=1"
            })
    void whatNoButtonSendsIsRefused(String values) {
        assertThat(press("activate", "", form(values)).status()).isEqualTo(400);
        assertThat(done).isEmpty();
    }

    @Test
    void aButtonTakesFormsByPostAlone() {
        assertThat(wire.post("/kiosk/export", "{}").status()).isEqualTo(400);
        assertThat(wire.get("/kiosk/export").status()).isEqualTo(405);
        assertThat(wire.get("/kiosk/export").header("Allow")).isEqualTo("POST");
        assertThat(wire.post("/", "{}").status()).isEqualTo(405);
        assertThat(done).isEmpty();
    }

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
    void thePageIsThereWithoutALeaseService() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpService alone = HttpService.openPage(any, kiosk, (what, cause) -> done.add(what))) {
            Wire other = new Wire(alone.address());
            assertThat(other.get("/").body()).contains("Plug in the stick.");
            assertThat(other.post("/site/lantern/activate", "{}").status()).isEqualTo(404);
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
