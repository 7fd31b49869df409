package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import dev.sgate.station.StateChange.RevocationListHeld;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the revocation list of a file whose signature, role and fields held, even if the file is then refused (BEHAVIOUR 4). It is
 * kept as the newest of its signers, also where others signed a higher one: that one may fall away with its key. Of all, the higher
 * number counts; two lists with one number are united and told of as {@code equivocation} with {@code detail} {@code subject} =
 * {@code crl}, {@code number}, {@code heldEntries}, {@code foundEntries}. Safe for use by several threads.
 */
final class NewestRevocationList {
    private final Ledger ledger;
    private final TrustSource trust;

    NewestRevocationList(Ledger ledger, TrustSource trust) {
        this.ledger = ledger;
        this.trust = trust;
    }

    synchronized void take(Visit visit, RevocationList offered, Set<Kid> signers) {
        Optional<RevocationList> ofThese = ledger.newestRevocationList(signers::equals);
        if (ofThese.isEmpty() || changes(ofThese.get(), offered)) {
            Optional<EventDraft> event = ledger.newestRevocationList(trust.current())
                    .filter(held -> held.number() == offered.number() && changes(held, offered))
                    .map(held -> equivocation(visit, held, offered));
            ledger.commit(
                    List.of(new RevocationListHeld(offered, signers)),
                    event.stream().toList());
        }
    }

    private static boolean changes(RevocationList held, RevocationList offered) {
        return offered.number() > held.number()
                || (offered.number() == held.number() && !held.union(offered).sameEntries(held));
    }

    private static EventDraft equivocation(Visit visit, RevocationList held, RevocationList offered) {
        return EventDraft.of(
                EventType.EQUIVOCATION,
                visit.now(),
                Payloads.members(
                        "subject", "crl",
                        "number", held.number(),
                        "heldEntries", held.size(),
                        "foundEntries", offered.size()));
    }
}
