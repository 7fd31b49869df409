package dev.sgate.station;

import java.util.Optional;

/**
 * Why a stick cannot be read here, as {@code stick-mount} found it.
 *
 * @param kind what is on it, in blkid's word for it, e.g. {@code ntfs}; no letters where nothing is known
 * @param damaged whether it is of a kind that is read here, and the kernel did not mount it
 */
public record UnreadableStick(String kind, boolean damaged) {
    /** How the source of a mount begins where an empty folder stands for such a stick. */
    private static final String SOURCE = "sgate-unreadable:";

    /** What stands before the kind where it is damaged. */
    private static final String DAMAGED = "damaged-";

    /** What the source of a mount says; empty for what can be read. */
    static Optional<UnreadableStick> find(String source) {
        if (!source.startsWith(SOURCE)) {
            return Optional.empty();
        }
        String found = source.substring(SOURCE.length());
        boolean damaged = found.startsWith(DAMAGED);
        return Optional.of(new UnreadableStick(damaged ? found.substring(DAMAGED.length()) : found, damaged));
    }
}
