package dev.sgate.appliance;

import dev.sgate.appliance.http.NoticePage;
import dev.sgate.appliance.http.ServiceTerms;
import dev.sgate.appliance.local.NoAnswers;
import dev.sgate.host.LocalSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The daemon where it cannot work: nothing of it runs, and it says why to whoever asks, in the log, in {@code systemctl status}, on the
 * local socket and on the page. It ends when somebody has changed something, when it is asked to read again, and after five
 * minutes in any case; systemd then starts it anew. Under systemd only: on a terminal the reason and an exit status say it all.
 */
final class Standstill {
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final int GLANCES = 60;

    private final Trouble trouble;
    private final Optional<Settings> settings;
    private final CountDownLatch asked = new CountDownLatch(1);

    /**
     * @param trouble why it cannot work
     * @param settings where it would answer, as far as they are any use
     */
    Standstill(Trouble trouble, Optional<Settings> settings) {
        this.trouble = trouble;
        this.settings = settings;
    }

    /** Stays until another start is worth it. */
    void hold(Vigil vigil, Surroundings.Reading reading) throws InterruptedException {
        trouble.tell();
        Optional<LocalSocket> socket = settings.flatMap(this::socket);
        List<NoticePage> pages = settings.stream()
                .flatMap(Standstill::addresses)
                .flatMap(address -> page(address).stream())
                .toList();
        vigil.ready(trouble::sentence, Optional::empty);
        // looked at once all is open: the socket may lie in the state folder
        await(Surroundings.look(reading), reading);
        pages.forEach(NoticePage::close);
        socket.ifPresent(Standstill::close);
    }

    /** Look again now. */
    void again() {
        asked.countDown();
    }

    private void await(Surroundings found, Surroundings.Reading reading) throws InterruptedException {
        for (int i = 0; i < GLANCES && Surroundings.look(reading).equals(found); i++) {
            if (asked.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** None where another daemon answers there: then that one is the appliance. */
    private Optional<LocalSocket> socket(Settings known) {
        try {
            return LocalSocket.isServed(known.socket())
                    ? Optional.empty()
                    : Optional.of(LocalSocket.open(known.socket(), new NoAnswers(trouble.sentence(), trouble.next())));
        } catch (IOException | RuntimeException cannot) {
            return Optional.empty();
        }
    }

    /** Where the kiosk's browser looks, and where this machine's applications ask. */
    private static Stream<InetSocketAddress> addresses(Settings known) {
        return Stream.concat(
                        known.lease().ownPage().stream(), known.lease().service().map(ServiceTerms::listen).stream())
                .map(Standstill::fromWithin)
                .filter(address -> address.getAddress().isLoopbackAddress());
    }

    /** Of an address on all networks the one that only this machine reaches. */
    private static InetSocketAddress fromWithin(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }

    private Optional<NoticePage> page(InetSocketAddress listen) {
        try {
            return Optional.of(NoticePage.open(listen, trouble.sentence(), trouble.next()));
        } catch (IOException cannot) {
            return Optional.empty();
        }
    }

    private static void close(LocalSocket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // the next start replaces it
        }
    }
}
