/**
 * Trusted time (BEHAVIOUR 1): what is remembered of the clock, and the pure rules that judge it. No clock and no disk here: every
 * rule takes a {@link dev.sgate.license.time.ClockReading} and what is remembered, and returns a value.
 */
@NullMarked
package dev.sgate.license.time;

import org.jspecify.annotations.NullMarked;
