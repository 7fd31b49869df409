/**
 * What a license says and what it allows: terms, pool, policy, and the pure decisions about them. No clock, no disk, no database:
 * every decision takes the time and the state it needs and returns a value. {@link dev.sgate.license.LicenseBundle} can only be
 * made from a verified payload, so holding one is proof that the vendor signed it.
 */
@NullMarked
package dev.sgate.license;

import org.jspecify.annotations.NullMarked;
