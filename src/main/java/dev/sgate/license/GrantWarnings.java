package dev.sgate.license;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which warning a grant calls for while its holder has no contact (BEHAVIOUR 5, C20 to C26): each once per grant, in rising
 * urgency, and none whose time is as long as the grant itself or longer.
 */
public final class GrantWarnings {
    private GrantWarnings() {}

    /**
     * The warning to give now; a less urgent one that was missed is not made up for.
     *
     * @param given the most urgent one given for this grant so far
     */
    public static Optional<ContactWarning> due(
            Instant issuedAt, Instant expiresAt, Instant now, Optional<ContactWarning> given) {
        Duration whole = Duration.between(issuedAt, expiresAt);
        return now.isAfter(expiresAt)
                ? Optional.empty()
                : ContactWarning.at(Duration.between(now, expiresAt))
                        .filter(warning -> whole.compareTo(warning.threshold()) > 0)
                        .filter(warning -> given.filter(before -> before.compareTo(warning) >= 0)
                                .isEmpty());
    }
}
