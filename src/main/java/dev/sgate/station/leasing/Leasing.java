package dev.sgate.station.leasing;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import java.util.Optional;

/**
 * The lease service of this site, without its wire (BEHAVIOUR 5, LEASE-PROTOCOL 5 and 9). Every expected outcome is an answer; an
 * exception means that the machine is broken, and the front tells the client that the service is not available. Safe for use by
 * many threads at once.
 */
public interface Leasing {
    /**
     * Gives a device its seat and a lease. The same machine again gets its own seat and instance.
     *
     * @return granted, expired without a lease, unknown key, limit reached, declined or unavailable
     */
    LeaseAnswer activate(Activation request, Caller caller);

    /**
     * Gives an instance a fresh lease.
     *
     * @return granted, expired with a lease, revoked, instance unknown, seat lost, unknown key, or unavailable
     */
    LeaseAnswer validate(Validation request, Caller caller);

    /**
     * Takes a seat back. Only the address that activated or last validated the instance may.
     *
     * @return released, instance unknown, unknown key, or unavailable
     */
    LeaseAnswer deactivate(Deactivation request, Caller caller);

    /** Why a request was turned away before anybody looked at what it asks for. */
    enum TurnedAway {
        /** The SDK key is missing or wrong. */
        SDK_KEY("key"),
        /** The client's network is none of the site's. */
        NETWORK("network"),
        /** The client calls this machine by a name that it does not go by. */
        HOST("host");

        private final String word;

        TurnedAway(String word) {
            this.word = word;
        }

        /** The word in the journal. */
        public String word() {
            return word;
        }
    }

    /**
     * Hears of a request that was turned away at the wire, for the journal (BEHAVIOUR 5); whoever sent it is answered already.
     *
     * @param address as in {@link Caller}
     */
    void turnedAway(TurnedAway why, String address);

    /**
     * The public keys of this site's leases.
     *
     * @return empty for a tenant that is not this site's
     * @throws java.io.UncheckedIOException if the keys cannot be read or made
     */
    Optional<LeaseKeyset> keyset(String tenant);
}
