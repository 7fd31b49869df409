package dev.sgate.appliance;

import dev.sgate.appliance.http.HttpService;
import dev.sgate.appliance.http.ServiceTerms;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.station.LogEvent;
import dev.sgate.station.leasing.Leasing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the lease service on a thread of its own, and closes it. Where the address is not there or its port is taken, it says so
 * once and tries again: a network card may come up later than the appliance, and sticks are served meanwhile.
 */
final class LeaseDoor implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final ServiceTerms terms;
    private final Leasing leasing;
    private final Metrics metrics;
    private final Kiosk kiosk;
    private final Thread opening = Thread.ofPlatform().daemon().name("leases").unstarted(this::open);
    private Optional<HttpService> service = Optional.empty();
    private boolean closed;

    private LeaseDoor(ServiceTerms terms, Leasing leasing, Metrics metrics, Kiosk kiosk) {
        this.terms = terms;
        this.leasing = leasing;
        this.metrics = metrics;
        this.kiosk = kiosk;
    }

    /** Begins to open; returns at once. */
    static LeaseDoor opening(ServiceTerms terms, Leasing leasing, Metrics metrics, Kiosk kiosk) {
        LeaseDoor door = new LeaseDoor(terms, leasing, metrics, kiosk);
        door.opening.start();
        return door;
    }

    private synchronized void open() {
        boolean told = false;
        while (!closed && service.isEmpty()) {
            try {
                service = Optional.of(HttpService.open(terms, leasing, metrics::exposition, kiosk, LeaseDoor::failed));
                LogLine.of(LogEvent.LEASE_SERVICE_OPEN, "leases: applications can ask")
                        .with("address", service.get().address())
                        .tell();
            } catch (IOException notOpened) {
                if (!told) {
                    tell(notOpened);
                }
                told = true;
                pause();
            }
        }
    }

    private void tell(IOException cause) {
        LogLine.of(
                        LogEvent.LEASE_SERVICE_CLOSED,
                        "leases: nobody can ask, for the address cannot be opened; free its port or change lease.listen."
                                + " Sticks are served, and it is tried again every 30 s")
                .with("address", terms.listen())
                .with("cause", cause)
                .alarm();
    }

    /** Until it is time again, or the door is closed; waking up too early only means trying too early. */
    @SuppressWarnings("WaitNotInLoop")
    private void pause() {
        try {
            wait(AGAIN.toMillis());
        } catch (InterruptedException ended) {
            closed = true;
        }
    }

    private static void failed(String what, Throwable cause) {
        LogLine.of(LogEvent.LEASE_SERVICE_FAILED, what).with("cause", cause).alarm();
    }

    /** Requests that run have two seconds to end. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        service.ifPresent(HttpService::close);
    }
}
