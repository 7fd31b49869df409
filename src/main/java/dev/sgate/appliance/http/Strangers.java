package dev.sgate.appliance.http;

import dev.sgate.station.leasing.Leasing;
import dev.sgate.station.leasing.Leasing.TurnedAway;
import java.net.InetAddress;

/** Who is turned away at the wire. Each is told of for the journal; that it cannot be written changes no answer. */
final class Strangers {
    private final Leasing leasing;
    private final ServiceLog log;

    Strangers(Leasing leasing, ServiceLog log) {
        this.leasing = leasing;
        this.log = log;
    }

    /** Tells of one, and hands on the answer that it gets. */
    @SuppressWarnings("IllegalCatch")
    Answer tell(TurnedAway why, InetAddress from, Answer answer) {
        try {
            leasing.turnedAway(why, from.getHostAddress());
        } catch (RuntimeException broken) {
            log.failed("a request that was turned away could not be told of in the journal", broken);
        }
        return answer;
    }
}
