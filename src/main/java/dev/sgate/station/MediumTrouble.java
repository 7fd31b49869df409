package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;

/** Turns a failure of the medium into its code: a pulled stick is {@code volume-gone}, a bad sector {@code read-error}. */
final class MediumTrouble {
    private MediumTrouble() {}

    static Refusal of(Volume volume, IOException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return Refusal.of(volume.isThere() ? RefusalCode.READ_ERROR : RefusalCode.VOLUME_GONE, "reason", reason);
    }
}
