package dev.sgate.vendor.mint;

import java.time.Instant;

/**
 * The part of an order that the rules are about.
 *
 * @param pool seats for the devices of one site
 * @param attachmentBytes of the update that goes into the same file; 0 without one
 */
public record MintWish(long pool, Instant validUntil, long attachmentBytes) {}
