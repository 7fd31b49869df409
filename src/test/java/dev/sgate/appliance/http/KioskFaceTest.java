package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.kiosk.Sight;
import dev.sgate.appliance.kiosk.Stick;
import dev.sgate.seal.Sha256;
import dev.sgate.station.UnreadableStick;
import dev.sgate.station.VisitId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over the wire: who gets it, and what its buttons want to see. */
class KioskFaceTest extends KioskUnderTest {
    private static final Answer NEXT = Answer.error(Answer.NOT_FOUND, "the next face");
    private static final UUID LICENSE = new UUID(1, 2);

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

    @Test
    void thePageIsThereWithoutALeaseService() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpService alone = HttpService.openPage(any, kiosk, (what, cause) -> done.add(what))) {
            Wire other = new Wire(alone.address());
            assertThat(other.get("/").body()).contains("Plug in the stick.");
            assertThat(other.post("/site/lantern/activate", "{}").status()).isEqualTo(404);
        }
    }
}
