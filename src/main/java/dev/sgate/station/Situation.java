package dev.sgate.station;

import dev.sgate.release.Platform;
import java.time.Instant;
import java.util.Set;

/**
 * What does not change while the appliance runs.
 *
 * @param products the setting {@code products}; empty for any
 * @param platform what this machine runs
 * @param builtAt when this product was built: no clock is believed to be before it by 400 days
 * @param allowFolders whether plain folders and unsafe mounts are taken (checkout and demo only)
 * @param language of receipts, e.g. {@code en}
 * @param limits what site IT set about licenses and their seats
 */
public record Situation(
        Set<String> products,
        Platform platform,
        Instant builtAt,
        boolean allowFolders,
        String language,
        SiteLimits limits) {
    public Situation {
        products = Set.copyOf(products);
    }
}
