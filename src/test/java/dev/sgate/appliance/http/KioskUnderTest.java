package dev.sgate.appliance.http;

import dev.sgate.appliance.kiosk.ButtonAnswer;
import dev.sgate.appliance.kiosk.Deeds;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.kiosk.SiteFacts;
import dev.sgate.appliance.kiosk.Stick;
import dev.sgate.seal.Sha256;
import dev.sgate.station.VisitId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service that shows the page over the wire. */
abstract class KioskUnderTest {
    static final Stick STICK = new Stick(new VisitId(new UUID(7, 1)), "stick", "key", true);

    final List<String> done = new CopyOnWriteArrayList<>();
    final Kiosk kiosk =
            new Kiosk("en", new Noting(), () -> SiteFacts.NONE, System::nanoTime, (what, cause) -> done.add(what));
    HttpService service;
    Wire wire;

    /** Notes what the buttons want. */
    final class Noting implements Deeds {
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
}
