package dev.sgate.license;

import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@link LaunchRules} must know about one license and one device.
 *
 * @param bundle the stored bundle, verified again just now
 * @param forgiven the same with signatures of revoked keys counted; differs from {@code bundle} only where its keys were revoked
 * @param revokedKeySince when its keys were first found revoked; empty where they are believed
 * @param time trusted time, or {@code clock-rollback}
 * @param seat the device has its seat, or why not: {@code pool-exhausted} or {@code needs-confirmation}
 * @param newestCrl the newest revocation list known here; empty for the bundle's own
 */
public record LaunchSituation(
        Verdict<LicenseBundle> bundle,
        Verdict<LicenseBundle> forgiven,
        Optional<Instant> revokedKeySince,
        Verdict<Instant> time,
        Verdict<Boolean> seat,
        Optional<RevocationList> newestCrl) {}
