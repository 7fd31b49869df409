package dev.sgate.appliance.http;

import dev.sgate.license.lease.LeaseKeyset;
import java.util.Optional;

/** The public keys that leases of a tenant are believed under. */
@FunctionalInterface
public interface Keysets {
    /** Empty for a tenant that is not served here. */
    Optional<LeaseKeyset> of(String tenant);
}
