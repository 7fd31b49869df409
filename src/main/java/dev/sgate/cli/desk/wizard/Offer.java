package dev.sgate.cli.desk.wizard;

import dev.sgate.vendor.mint.MintSituation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the questions are about: one license, for one site.
 *
 * @param customer whom it is for
 * @param site the empty text where the bundle names none
 * @param latest the newest program that the desk knows for the product
 * @param situation what the rules go by
 */
public record Offer(String customer, String site, Optional<Program> latest, MintSituation situation) {
    /** An unlimited license does not begin with a million seats. */
    private static final long SUGGESTED_MAX = 100;

    /**
     * A program that a bundle may carry.
     *
     * @param bytes of its attachment
     */
    public record Program(String name, String version, String platform, long bytes) {
        /** For people: {@code press 1.4.0 for linux/amd64, 23.4 MB}. */
        public String words() {
            return name + " " + version + " for " + platform + ", " + FileSize.words(bytes);
        }
    }

    /** The seats to begin with: all that are free, but one at least. */
    long suggestedPool() {
        return Math.clamp(situation.freeSeats(), 1, SUGGESTED_MAX);
    }

    /** What is made where nobody says anything else: the suggested seats for 30 days, without a program. */
    public Answers usual() {
        return new Answers(suggestedPool(), usualEnd(), false);
    }

    /** The first of the windows, but not past the license's end. */
    Instant usualEnd() {
        Instant end = situation
                .now()
                .plus(Duration.ofDays(Questions.WINDOWS.getFirst().days()));
        return end.isAfter(situation.expiresAt()) ? situation.expiresAt() : end;
    }
}
