package dev.sgate.appliance;

import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.Meter;
import java.util.Set;
import java.util.TreeSet;

/** The tiers of the licenses held that prove themselves; {@link Meter#NO_TIER} alone where there is none. */
final class HeldTiers {
    private HeldTiers() {}

    static Set<String> of(Ports ports) {
        Set<String> tiers = new TreeSet<>();
        for (BundlesInForce.InForce held : new BundlesInForce(ports.ledger(), ports.trust()).all()) {
            if (held.bundle() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)) {
                tiers.add(bundle.terms().tier());
            }
        }
        return tiers.isEmpty() ? Set.of(Meter.NO_TIER) : tiers;
    }

    /** Has their series stand at zero, so that a first increase is seen as one. On a thread of its own: a start does not wait. */
    static void make(Ports ports) {
        Thread.ofVirtual().name("tiers").start(() -> of(ports).forEach(ports.metrics()::know));
    }
}
