package dev.sgate.station.leasing;

import dev.sgate.license.lease.Lease;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an application is told: one record for each outcome. LEASE-PROTOCOL 5 says which status and body each becomes; the status
 * named here is the one of BEHAVIOUR 5 and LEASE-PROTOCOL 5 and 9. Only 422 takes a lease away from a client, so an answer that does
 * not mean that is never one.
 */
public sealed interface LeaseAnswer {
    /**
     * A seat and a lease, to {@code activate} and to {@code validate}: 200. The lease may be a {@code fallback} one, which is
     * {@code valid:true} all the same.
     *
     * @param licenseExpiresAt the license's hard end
     */
    record Granted(UUID instanceId, Instant licenseExpiresAt, Lease lease) implements LeaseAnswer {}

    /** The seat was given back: 200. */
    record Released() implements LeaseAnswer {}

    /** No such tenant, product or license key here, or a revoked one at {@code activate}: 404. */
    record UnknownKey() implements LeaseAnswer {}

    /** No seat is free for this device, at {@code activate}: 402. The refusal is {@code pool-exhausted}. */
    record LimitReached(Refusal refusal) implements LeaseAnswer {}

    /** At {@code validate}: the instance is known and has no seat any more, for the pool is too small: 422, no lease. */
    record SeatLost(Refusal refusal) implements LeaseAnswer {}

    /** The license was revoked, at {@code validate}: 422, no lease. */
    record Revoked() implements LeaseAnswer {}

    /** No such instance for this license key, or it was deactivated: 422, no lease; which of them is not told. */
    record InstanceUnknown() implements LeaseAnswer {}

    /**
     * The license has ended: 422.
     *
     * @param lease of status {@code expired}, to {@code validate}; empty to {@code activate}, which takes no seat
     */
    record Expired(Instant licenseExpiresAt, Optional<Lease> lease) implements LeaseAnswer {}

    /**
     * No new seat is given now, and holders are not touched: 403. {@code crl-stale}; or {@code pool-exhausted}: with the fact {@code
     * address}, where this address took as many new seats as it may in a day, and with {@code journal}, where the journal is forked.
     */
    record Declined(Refusal refusal) implements LeaseAnswer {}

    /** This appliance cannot answer now; nobody loses anything: 503 and a small {@code Retry-After}. */
    record Unavailable(RefusalCode code) implements LeaseAnswer {}
}
