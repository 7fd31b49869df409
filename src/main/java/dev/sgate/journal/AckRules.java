package dev.sgate.journal;

import dev.sgate.seal.Sha256;
import java.util.Optional;

/**
 * What an acknowledgement of the vendor means for a journal (BEHAVIOUR 6). The vendor names an event and the digest of its line. If
 * that is the line here, everything up to it may be forgotten. If it is not, there are two histories of one appliance: this one is
 * a copy, or was restored from an older state.
 */
public final class AckRules {
    /** What comes of it. */
    public sealed interface Outcome {
        /** The vendor holds everything up to this event, which is ours: it may be forgotten. */
        record Forget(ChainHead upTo) implements Outcome {}

        /** It says nothing new. */
        record Nothing() implements Outcome {}

        /**
         * The vendor holds a line that is not ours.
         *
         * @param claimed what the vendor holds
         * @param ours the digest of our line with that number; empty where we have not come that far
         */
        record Forked(ChainHead claimed, Optional<Sha256> ours) implements Outcome {}
    }

    /**
     * A journal as an acknowledgement is judged by.
     *
     * @param acknowledged the last event that was acknowledged and forgotten
     * @param tip the newest event
     * @param fork the claim that showed a fork last, if there was one
     * @param unreadable the last event that cannot be read any more, for its key was lost; {@link ChainHead#EMPTY} if none
     */
    public record Situation(ChainHead acknowledged, ChainHead tip, Optional<ChainHead> fork, ChainHead unreadable) {
        /** Whether nothing can be said of the line with this number. */
        private boolean isUnknown(long seq) {
            return seq < unreadable.seq();
        }
    }

    private AckRules() {}

    /**
     * Judges one acknowledgement.
     *
     * @param ours the digest of our own line with the number of {@code claimed}; empty where there is none to be read
     */
    public static Outcome judge(ChainHead claimed, Situation at, Optional<Sha256> ours) {
        if (claimed.seq() <= at.acknowledged.seq()) {
            return new Outcome.Nothing();
        }
        if (ours.equals(Optional.of(claimed.head()))) {
            return new Outcome.Forget(claimed);
        }
        boolean toldBefore = at.fork.filter(fork -> claimed.seq() <= fork.seq()).isPresent();
        return toldBefore || at.isUnknown(claimed.seq()) ? new Outcome.Nothing() : new Outcome.Forked(claimed, ours);
    }
}
