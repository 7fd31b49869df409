/**
 * Leases: the short signed permissions that applications on site hold (FORMATS, "Leases"; LEASE-PROTOCOL 4). What is to be signed
 * is a {@link dev.sgate.license.lease.LeaseTerms}; a {@link dev.sgate.license.lease.Lease} is one whose signature is known to
 * hold; a {@link dev.sgate.license.lease.StoredLease} was read from somewhere and proves nothing yet. How long one lasts is
 * {@link dev.sgate.license.lease.LeaseRules}' to say. Pure: no clock, no disk, no network.
 */
@NullMarked
package dev.sgate.license.lease;

import org.jspecify.annotations.NullMarked;
