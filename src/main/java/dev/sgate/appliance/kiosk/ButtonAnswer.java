package dev.sgate.appliance.kiosk;

import dev.sgate.seal.Refusal;
import java.util.Optional;

/**
 * What came of a button.
 *
 * @param said which of them
 * @param about what it was about, e.g. a product
 * @param refusal why not, where something was refused
 */
public record ButtonAnswer(Said said, String about, Optional<Refusal> refusal) {
    /** The answers there are. */
    public enum Said {
        /** The license counts and this machine has its seat. */
        ACTIVATED,
        /** The license counts and no seat is free. */
        WITHOUT_SEAT,
        /** Nothing was changed. */
        DECLINED,
        /** What was shown does not wait any more. */
        NOTHING_WAITS,
        /** The update is installed from now on. */
        INSTALLS,
        /** The machine could not do it. */
        FAILED
    }

    static ButtonAnswer of(Said said, String about) {
        return new ButtonAnswer(said, about, Optional.empty());
    }

    /** Whether it went as the person wanted. */
    boolean isGood() {
        return said == Said.ACTIVATED || said == Said.INSTALLS;
    }
}
