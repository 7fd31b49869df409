/**
 * The appliance's record of what happened: events in a hash chain, cut into segments that a stick carries back to the vendor.
 * Pure: lines in, lines out; where they are kept is {@code store}'s matter, and how they get onto a stick is {@code station}'s.
 */
@NullMarked
package dev.sgate.journal;

import org.jspecify.annotations.NullMarked;
