/**
 * The serving side of leases: what applications on the site ask for (activate, validate, deactivate) and what they are told.
 *
 * <p>{@link dev.sgate.station.leasing.Leasing} is the door. It takes what an application sent as plain text, decides by the bundles
 * in force, the pool and the trusted time, and answers with one {@link dev.sgate.station.leasing.LeaseAnswer}. How an answer looks
 * on the wire is not its concern (LEASE-PROTOCOL 5, the appliance's HTTP front). Every seat that is taken or given back is committed
 * together with its journal event before the answer goes out.
 */
@NullMarked
package dev.sgate.station.leasing;

import org.jspecify.annotations.NullMarked;
