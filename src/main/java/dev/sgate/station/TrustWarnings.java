package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.Remembered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Warns once a UTC day while the vendor's trust document is about to expire or has expired. Nothing stops for it (FORMATS, {@code
 * .sgtrust}).
 *
 * <p>{@code detail} of such a {@code warning}: {@code kind} = {@code trust}, {@code state} = {@code expiring} or {@code expired},
 * {@code version}, {@code validUntil}.
 */
final class TrustWarnings {
    private static final Sha256 KEY = Sha256.of("trust-expiry".getBytes(StandardCharsets.UTF_8));

    private final Ledger ledger;
    private final TrustSource trust;

    TrustWarnings(Ledger ledger, TrustSource trust) {
        this.ledger = ledger;
        this.trust = trust;
    }

    /** A notice for the log, as often as in the journal. */
    Optional<Notice> look(Instant now) {
        TrustLine line = TrustLine.of(trust.current());
        return line.warning(now).flatMap(state -> tell(line, state, now));
    }

    private Optional<Notice> tell(TrustLine line, String state, Instant now) {
        String told = state + " " + now.atOffset(ZoneOffset.UTC).toLocalDate();
        if (ledger.findRemembered(KEY).equals(Optional.of(told))) {
            return Optional.empty();
        }
        long version = line.version().orElseThrow();
        Instant expires = line.expires().orElseThrow();
        EventDraft event = EventDraft.of(
                EventType.WARNING,
                now,
                Payloads.members(
                        "kind", "trust", "state", state, "version", version, "validUntil", Payloads.time(expires)));
        ledger.commit(List.of(new Remembered(KEY, told, now)), List.of(event));
        return Optional.of(new Notice(
                LogEvent.TRUST_NOTICE,
                Notice.Urgency.SOON,
                "the vendor's trust document is " + state + "; everything goes on",
                "ask the vendor for the next one on a stick",
                Evidence.of("version", version).and("expires", Payloads.time(expires))));
    }
}
