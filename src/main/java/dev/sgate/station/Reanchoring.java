package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.seal.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A bundle newer than all that were accepted re-anchors the clock (BEHAVIOUR 1). So it is judged by the time that it would bring: one
 * that heals a clock which was once far ahead is not refused as expired by that very clock.
 *
 * <p>{@code detail} of {@code clock-anomaly}: {@code kind} ({@code reanchored}), {@code before}, {@code after}, {@code
 * givenBackSeconds}, {@code clock}, {@code issuedAt}.
 */
final class Reanchoring {
    private final TrustedTime time;

    Reanchoring(TrustedTime time) {
        this.time = time;
    }

    /** The time to judge this bundle by: the visit's, unless accepting the bundle gives time back. */
    Instant now(Visit visit, LicenseBundle bundle) {
        Instant after = time.nowBy(time.ifAccepted(bundle));
        return after.isBefore(time.now()) ? after : visit.now();
    }

    /** Tells how much time the bundle gives back; empty where it gives none. Asked before the state is taken in. */
    Optional<EventDraft> givenBack(RememberedTime state, LicenseTerms terms) {
        Instant before = time.now();
        Instant after = time.nowBy(state);
        long seconds = Duration.between(after, before).toSeconds();
        return seconds <= 0
                ? Optional.empty()
                : Optional.of(EventDraft.of(
                                EventType.CLOCK_ANOMALY,
                                after,
                                Payloads.members(
                                        "kind", "reanchored",
                                        "before", Payloads.time(before),
                                        "after", Payloads.time(after),
                                        "givenBackSeconds", seconds,
                                        "clock", Payloads.time(time.clock()),
                                        "issuedAt", Payloads.time(terms.issuedAt())))
                        .aboutLicense(terms.licenseId()));
    }
}
