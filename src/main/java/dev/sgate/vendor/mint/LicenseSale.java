package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A license to be made in the ledger.
 *
 * @param tenant the name of a tenant that is there
 * @param product of an application that is there
 * @param devices seats, online and offline together; those of the tier where it is empty
 * @param key a key that the customer has already; one is made where it is empty
 */
public record LicenseSale(
        String tenant,
        String product,
        Tier tier,
        Optional<Long> devices,
        Instant expiresAt,
        Optional<LicenseKey> key) {}
