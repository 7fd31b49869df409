package dev.sgate.license;

import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link LicenseRules} must know of the place where a bundle is offered.
 *
 * @param now trusted time: the later of clock and mark (BEHAVIOUR 1)
 * @param latestKnownTime the latest of clock, mark and product build time; only the 400-days-ahead rule uses it
 * @param products the products this place takes; empty means any
 * @param deviceKeyId the SHA-256 of the appliance's device key; empty where no appliance judges ({@code sgate verify})
 * @param held the newest bundle held for the license that is offered
 * @param poolOpen whether this license was imported here before with the epoch that is offered
 * @param newestCrl the newest revocation list known here, without the one in the file
 */
public record LicenseSituation(
        Instant now,
        Instant latestKnownTime,
        Set<String> products,
        Optional<Sha256> deviceKeyId,
        Optional<Held> held,
        boolean poolOpen,
        Optional<RevocationList> newestCrl) {
    /** The newest bundle held for a license; {@code site} is empty where the bundle named none. */
    public record Held(String site, long serial, Sha256 identity) {
        /** What is remembered of this bundle once it is in force. */
        public static Held of(LicenseBundle bundle) {
            return new Held(bundle.terms().site(), bundle.terms().serial(), bundle.identity());
        }
    }

    public LicenseSituation {
        products = Set.copyOf(products);
    }

    /**
     * No state at all, as for {@code sgate verify} (BEHAVIOUR 4): only not-yet-valid, expired, {@code activateBy} and the file's own
     * revocation list can refuse.
     */
    public static LicenseSituation alone(Instant at) {
        return new LicenseSituation(at, at, Set.of(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }
}
