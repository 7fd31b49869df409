/** Who held a seat when, as the journals that came back tell it: a sweep over time. Pure: no clock, no ledger, no files. */
@NullMarked
package dev.sgate.vendor.seats;

import org.jspecify.annotations.NullMarked;
