package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import java.util.Optional;

/** What a witness says of the ledger that was found (BEHAVIOUR 6, ADR 0018). */
public final class StateRules {
    /** How a ledger stands to its witness. */
    public enum Standing {
        /** It has come as far as the witness knows, or further. */
        CURRENT,
        /** It is an older copy, or lost what it had committed. */
        OLDER,
        /** It has another event in the place of the one that the witness knows: it is of another machine, or a copy that went on. */
        OTHER
    }

    private StateRules() {}

    /**
     * Judges a ledger that is whole.
     *
     * @param head its newest event
     * @param inPlace its event with the witness's number; empty where it has none, or it cannot be read
     */
    public static Standing judge(ChainHead head, Optional<ChainHead> inPlace, Witness witness) {
        if (head.seq() < witness.head().seq()) {
            return Standing.OLDER;
        }
        return inPlace.filter(event -> !event.equals(witness.head())).isPresent() ? Standing.OTHER : Standing.CURRENT;
    }
}
