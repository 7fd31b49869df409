/**
 * What an update offers and what may become of it: versions, platforms, health checks, the install state machine as a table, and
 * the pure decisions about them. No clock, no disk, no process. {@link dev.sgate.release.UpdateOffer} can only be made from a
 * verified payload, so holding one is proof that the vendor signed it.
 */
@NullMarked
package dev.sgate.release;

import org.jspecify.annotations.NullMarked;
