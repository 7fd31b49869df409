package dev.sgate.station;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.TrustDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the vendor's trust document stands, for people. Its expiry is a warning and never a lock-out (FORMATS, {@code .sgtrust}).
 *
 * @param whyNothing why no document is believed; empty where one is
 * @param version of the document that is believed, and so on
 */
public record TrustLine(
        Optional<String> whyNothing, Optional<Long> version, Optional<Sha256> identity, Optional<Instant> expires) {
    /** A newer document is asked for this long before the old one expires: 30 days. */
    static final Duration WARN_BEFORE = Duration.ofDays(30);

    static TrustLine of(Keyring keyring) {
        return new TrustLine(
                keyring.document().isPresent() ? Optional.empty() : Optional.of(keyring.whyNothing()),
                keyring.document().map(TrustDocument::version),
                keyring.identity(),
                keyring.document().map(TrustDocument::expires));
    }

    /** {@code expiring} or {@code expired} where a newer document should be asked for; empty while there is time. */
    Optional<String> warning(Instant now) {
        return expires.filter(end -> now.isAfter(end.minus(WARN_BEFORE)))
                .map(end -> now.isAfter(end) ? "expired" : "expiring");
    }

    Map<String, Object> toJson(Instant now) {
        return Payloads.members(
                "believed",
                whyNothing.isEmpty(),
                "reason",
                whyNothing,
                "version",
                version,
                "identity",
                identity,
                "expires",
                expires,
                "warning",
                warning(now));
    }

    String text(Instant now) {
        return whyNothing
                .map(why -> "trust: nothing is believed, because " + why + "; put the vendor's trust document in place")
                .orElseGet(() -> "trust: version " + version.orElseThrow()
                        + " of the vendor's trust document is believed, until "
                        + Payloads.time(expires.orElseThrow())
                        + warning(now).map(TrustLine::advice).orElse(""));
    }

    private static String advice(String warning) {
        return "; it is " + warning + ", so ask the vendor for the next one on a stick; everything goes on meanwhile";
    }
}
