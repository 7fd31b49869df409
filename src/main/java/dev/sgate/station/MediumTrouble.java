package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;

/**
 * Turns a failure of the medium into its code: one that does not answer is {@code stalled}, a pulled stick {@code volume-gone}, a bad
 * sector {@code read-error}.
 */
final class MediumTrouble {
    private MediumTrouble() {}

    static Refusal of(Volume volume, IOException failure) {
        return Volume.Stalled.find(failure).map(Volume.Stalled::refusal).orElseGet(() -> answered(volume, failure));
    }

    private static Refusal answered(Volume volume, IOException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return Refusal.of(volume.isThere() ? RefusalCode.READ_ERROR : RefusalCode.VOLUME_GONE, "reason", reason);
    }
}
