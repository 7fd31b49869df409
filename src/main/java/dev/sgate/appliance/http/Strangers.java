package dev.sgate.appliance.http;

import dev.sgate.station.leasing.Leasing;
import dev.sgate.station.leasing.Leasing.TurnedAway;
import java.net.InetAddress;
import java.util.function.BiConsumer;

/** Who is turned away at the wire. Each is told of for the journal; that it cannot be written changes no answer. */
final class Strangers {
    private final BiConsumer<TurnedAway, String> journal;
    private final ServiceLog log;

    private Strangers(BiConsumer<TurnedAway, String> journal, ServiceLog log) {
        this.journal = journal;
        this.log = log;
    }

    Strangers(Leasing leasing, ServiceLog log) {
        this(leasing::turnedAway, log);
    }

    /** For a service that only this machine reaches. */
    static Strangers untold() {
        return new Strangers((why, from) -> {}, (what, cause) -> {});
    }

    /** Tells of one, and hands on the answer that it gets. */
    @SuppressWarnings("IllegalCatch")
    Answer tell(TurnedAway why, InetAddress from, Answer answer) {
        try {
            journal.accept(why, from.getHostAddress());
        } catch (RuntimeException broken) {
            log.failed("a request that was turned away could not be told of in the journal", broken);
        }
        return answer;
    }
}
