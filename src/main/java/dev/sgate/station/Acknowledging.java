package dev.sgate.station;

import dev.sgate.journal.AckRules;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.LicenseTerms.Ack;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.EventsForgotten;
import dev.sgate.station.StateChange.JournalForked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a license bundle acknowledges of this appliance's journal, to be committed with the bundle (BEHAVIOUR 6). Decides nothing
 * itself and commits nothing; the rule is {@link AckRules}.
 *
 * <p>{@code detail} of {@code journal-forked}: {@code seq}, {@code vendorHead}, {@code ownHead} where there is such an event here,
 * {@code tip}, the number of the newest event here before this one.
 */
final class Acknowledging {
    /** What comes of it: changes and events, in the bundle's transaction. */
    record Taken(List<StateChange> changes, List<EventDraft> events) {
        /** Whether the bundle shows that the vendor holds another history. */
        boolean showsFork() {
            return !events.isEmpty();
        }
    }

    private static final Taken NOTHING = new Taken(List.of(), List.of());

    private final LedgerView ledger;
    private final DeviceIdentity device;

    Acknowledging(LedgerView ledger, DeviceIdentity device) {
        this.ledger = ledger;
        this.device = device;
    }

    /** What these terms say to this appliance; nothing where they do not name it. */
    Taken take(LicenseTerms terms, Instant now) {
        return Optional.ofNullable(terms.acks().get(device.applianceId()))
                .map(ack -> take(terms, now, ack))
                .orElse(NOTHING);
    }

    private Taken take(LicenseTerms terms, Instant now, Ack ack) {
        ChainHead tip = ledger.head();
        AckRules.Situation at = new AckRules.Situation(ledger.acknowledged(), tip, ledger.fork(), ledger.unreadable());
        // the line itself is lost, its digest is not
        Optional<ChainHead> ours =
                ledger.headAt(ack.seq()).or(() -> Optional.of(at.unreadable()).filter(lost -> lost.seq() == ack.seq()));
        return switch (AckRules.judge(new ChainHead(ack.seq(), ack.head()), at, ours.map(ChainHead::head))) {
            case AckRules.Outcome.Nothing nothing -> NOTHING;
            case AckRules.Outcome.Forget(ChainHead upTo) -> new Taken(List.of(new EventsForgotten(upTo)), List.of());
            case AckRules.Outcome.Forked forked ->
                new Taken(
                        List.of(new JournalForked(forked.claimed(), now)),
                        List.of(told(forked, tip, now).aboutLicense(terms.licenseId())));
        };
    }

    private static EventDraft told(AckRules.Outcome.Forked forked, ChainHead tip, Instant now) {
        return EventDraft.of(
                EventType.JOURNAL_FORKED,
                now,
                Payloads.members(
                        "seq", forked.claimed().seq(),
                        "vendorHead", forked.claimed().head().hex(),
                        "ownHead", forked.ours().map(Sha256::hex),
                        "tip", tip.seq()));
    }
}
