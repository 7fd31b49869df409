package dev.sgate.license.lease;

import dev.sgate.seal.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@link LeaseCheck} must know of the place where a lease is used.
 *
 * @param licenseKeyHash the hash of the license key that is stored here
 * @param instanceId this device's activation
 * @param now the clock here
 * @param lastSeen the latest time that was seen here before
 * @param lastValidatedOnline the last good contact with the lease service; deactivating forgets it (K14, K21)
 * @param maxOffline how long after that contact a lease still counts; empty where there is no such cap (K13, K16)
 */
public record LeaseSituation(
        Sha256 licenseKeyHash,
        UUID instanceId,
        Instant now,
        Instant lastSeen,
        Optional<Instant> lastValidatedOnline,
        Optional<Duration> maxOffline) {}
