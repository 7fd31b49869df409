package dev.sgate.appliance.doctor;

import dev.sgate.journal.EventLine;
import dev.sgate.station.LedgerView;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the journal says of the last start. */
final class LastStart {
    private static final Pattern FINGERPRINT = Pattern.compile("\"fingerprint\":\"([0-9a-f]{64})\"");

    private LastStart() {}

    /** The machine's fingerprint at that time; empty where the event was acknowledged and forgotten. */
    static Optional<String> fingerprint(LedgerView ledger) {
        AtomicReference<Optional<String>> last = new AtomicReference<>(Optional.empty());
        ledger.eventsAfter(
                ledger.exportedAfter().seq(), event -> of(event).ifPresent(found -> last.set(Optional.of(found))));
        return last.get();
    }

    private static Optional<String> of(EventLine event) {
        Matcher found = FINGERPRINT.matcher(event.text());
        return event.text().contains("\"type\":\"startup\"") && found.find()
                ? Optional.of(found.group(1))
                : Optional.empty();
    }
}
