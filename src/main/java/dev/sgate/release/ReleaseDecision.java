package dev.sgate.release;

import dev.sgate.seal.Refusal;

/** What becomes of an update that the vendor signed. */
public sealed interface ReleaseDecision {
    /** It may be staged and installed. */
    record Install(UpdateOffer offer) implements ReleaseDecision {}

    /** Its release, with the same digest, is the one in force: nothing to do, and the attachment is not read. */
    record AlreadyInstalled(UpdateOffer offer) implements ReleaseDecision {}

    /** It may not be installed here and now. */
    record Refused(Refusal refusal) implements ReleaseDecision {}
}
