package dev.sgate.station;

import dev.sgate.seal.Refusal;

/** What becomes of the binary of a file before it is installed. */
sealed interface ReleaseHalf {
    /** It lies in staging, hashed and synced. */
    record ToInstall(Step.StagedUpdate update) implements ReleaseHalf {}

    /** It is not installed; a license beside it goes its own way. */
    record Ended(Outcome outcome) implements ReleaseHalf {}

    /** The attachment was found damaged: the whole file is refused. */
    record Damaged(Refusal refusal) implements ReleaseHalf {}
}
