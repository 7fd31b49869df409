package dev.sgate.station;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.HeldDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The vendor's keys as this appliance believes them: the newest trust document that a stick brought, or the one that site IT pinned.
 * The pinned one counts only while the state holds no newer one (FORMATS, {@code .sgtrust}). What the state holds is verified again,
 * each document by the one before it, when it is read; if one of them no longer proves itself, nothing is believed until site IT
 * pins the newest one. Safe for use by several threads.
 */
public final class HeldTrust implements TrustSource {
    private final LedgerView ledger;
    private final TrustSource pin;
    private volatile Optional<Held> held;
    private volatile Optional<Replaced> replaced = Optional.empty();

    /** @param version of the newest document in the state, whether it is believed or not */
    private record Held(long version, Keyring keyring) {}

    /** A newer document that site IT pinned, and what it makes of the keys in the state; kept, for it is asked for often. */
    private record Replaced(Keyring state, Keyring pinned, Keyring result) {}

    /** @param pin the document that site IT put in place */
    public HeldTrust(LedgerView ledger, TrustSource pin) {
        this.ledger = ledger;
        this.pin = pin;
        this.held = read(ledger.trustDocuments());
    }

    @Override
    public Keyring current() {
        Keyring pinned = pin.current();
        return held.map(state -> isOlder(state, pinned) ? newer(state.keyring(), pinned) : state.keyring())
                .orElse(pinned);
    }

    private static boolean isOlder(Held state, Keyring pinned) {
        return pinned.document()
                .filter(document -> document.version() >= state.version())
                .isPresent();
    }

    /** The same document from the state, which knows those before it; else the pinned one, with what the state remembers. */
    private Keyring newer(Keyring state, Keyring pinned) {
        if (pinned.identity().equals(state.identity())) {
            return state;
        }
        Replaced known = replaced.filter(last -> isSame(last, state, pinned))
                .orElseGet(() -> new Replaced(state, pinned, state.replacedBy(pinned)));
        replaced = Optional.of(known);
        return known.result();
    }

    private static boolean isSame(Replaced last, Keyring state, Keyring pinned) {
        return last.state().identity().equals(state.identity())
                && last.pinned().identity().equals(pinned.identity());
    }

    /** Whether the state already holds what is believed now: then the next document alone is to be kept. */
    boolean isInState(Keyring keyring) {
        return held.filter(state -> state.keyring().identity().equals(keyring.identity()))
                .isPresent();
    }

    /** Looks into the state again: a document was taken, or the state is another one. */
    public void readAgain() {
        held = read(ledger.trustDocuments());
    }

    private static Optional<Held> read(List<HeldDocument> documents) {
        return documents.isEmpty()
                ? Optional.empty()
                : Optional.of(new Held(documents.getLast().version(), chain(documents)));
    }

    private static Keyring chain(List<HeldDocument> documents) {
        Keyring keyring = Keyring.nothing("the state holds no trust document");
        for (HeldDocument document : documents) {
            keyring = switch (next(keyring, document)) {
                case Verdict.Accepted<Keyring>(Keyring next) -> next;
                case Verdict.Refused<Keyring>(Refusal refusal) -> Keyring.nothing(broken(document, refusal));
            };
        }
        return keyring;
    }

    private static String broken(HeldDocument document, Refusal refusal) {
        return "version " + document.version() + " of the trust document no longer proves itself in the state ("
                + refusal.code().word() + "); pin the vendor's newest one";
    }

    /** The documents up to the first that no longer proves itself, each by the one before it. */
    static List<HeldDocument> proved(List<HeldDocument> documents) {
        List<HeldDocument> proved = new ArrayList<>();
        Keyring keyring = Keyring.nothing("nothing is held");
        for (HeldDocument document : documents) {
            if (!(next(keyring, document) instanceof Verdict.Accepted<Keyring>(Keyring next))) {
                break;
            }
            keyring = next;
            proved.add(document);
        }
        return proved;
    }

    /** What is believed behind these keys once this document is taken. */
    static Verdict<Keyring> next(Keyring before, HeldDocument document) {
        return document.pinned()
                ? Keyring.pin(document.envelopeLine()).map(before::replacedBy)
                : before.follow(document.envelopeLine());
    }
}
