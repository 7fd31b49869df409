package dev.sgate.license.cache;

import dev.sgate.license.ContactWarning;
import dev.sgate.seal.Refusal;
import java.util.Optional;

/** What a license cache is worth now (C65 to C73). */
public sealed interface CacheFinding {
    /**
     * The application may run offline.
     *
     * @param hoursRemaining whole hours until it needs contact
     * @param warning what the user is told when those are few
     * @param clockAdvice a remark on the clock that changes nothing (C76)
     */
    record Valid(
            LicenseCache cache, long hoursRemaining, Optional<ContactWarning> warning, Optional<String> clockAdvice)
            implements CacheFinding {}

    /** The application may not run on this cache; the message is for its user. */
    record Invalid(Refusal refusal, String message) implements CacheFinding {}

    /** The result for the user. */
    default String text() {
        return switch (this) {
            case Valid valid -> "License valid (offline mode, " + valid.hoursRemaining() + " hours remaining)";
            case Invalid invalid -> invalid.message();
        };
    }
}
