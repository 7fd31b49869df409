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
 * Takes the revocation list of a file whose signature, role and fields held, even if the file is then refused (BEHAVIOUR 4). The
 * higher number counts; two lists with one number are united and told of as {@code equivocation} with {@code detail}
 * {@code subject} = {@code crl}, {@code number}, {@code heldEntries}, {@code foundEntries}. Safe for use by several threads.
 */
final class NewestRevocationList {
    private final Ledger ledger;

    NewestRevocationList(Ledger ledger) {
        this.ledger = ledger;
    }

    synchronized void take(Visit visit, RevocationList offered, Set<Kid> signers) {
        Optional<RevocationList> held = ledger.newestRevocationList();
        if (held.isEmpty() || held.get().number() < offered.number()) {
            ledger.commit(List.of(new RevocationListHeld(offered, signers)), List.of());
        } else if (held.get().number() == offered.number()) {
            unite(visit, held.get(), offered, signers);
        }
    }

    private void unite(Visit visit, RevocationList held, RevocationList offered, Set<Kid> signers) {
        RevocationList union = held.union(offered);
        if (union.sameEntries(held)) {
            return;
        }
        EventDraft event = EventDraft.of(
                EventType.EQUIVOCATION,
                visit.now(),
                Payloads.members(
                        "subject", "crl",
                        "number", held.number(),
                        "heldEntries", held.size(),
                        "foundEntries", offered.size()));
        ledger.commit(List.of(new RevocationListHeld(union, signers)), List.of(event));
    }
}
