package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import java.util.Optional;
import java.util.function.Consumer;

/** What the ledger holds of the journal: its chain, what of it may be forgotten or is lost, and its events. */
public interface JournalView {
    /** The newest event. */
    ChainHead head();

    /** The last event that was acknowledged by the vendor and forgotten; {@link ChainHead#EMPTY} if none. */
    ChainHead acknowledged();

    /**
     * The last event that cannot be read any more, because the key that encrypted it was lost; {@link ChainHead#EMPTY} if none. Its
     * digest is known, so the chain goes on behind it.
     */
    ChainHead unreadable();

    /**
     * The end of a stretch that the vendor will miss and that no event tells of yet: after the key was lost nothing was written, e.g.
     * because the power was cut before the loss was told.
     */
    default Optional<ChainHead> untoldLoss() {
        ChainHead lost = unreadable();
        return lost.seq() > acknowledged().seq() && lost.equals(head()) ? Optional.of(lost) : Optional.empty();
    }

    /** The event after which an export begins: what is before it was acknowledged, or cannot be read. */
    default ChainHead exportedAfter() {
        ChainHead acknowledged = acknowledged();
        ChainHead unreadable = unreadable();
        return acknowledged.seq() >= unreadable.seq() ? acknowledged : unreadable;
    }

    /** The event with this number and the digest of its line; empty where there is none, or it was forgotten. */
    Optional<ChainHead> headAt(long seq);

    /** The acknowledgement that showed last that the journal is forked; empty as long as none did. */
    Optional<ChainHead> fork();

    /** Hands over each event after {@code seq}, oldest first, without holding them all in memory. */
    void eventsAfter(long seq, Consumer<EventLine> each);

    /** The last serial that an export took, also one that came to nothing; 0 before the first. */
    long lastExportSerial();
}
