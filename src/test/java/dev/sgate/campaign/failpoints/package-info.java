/**
 * {@code ./sgate campaign failpoints}: the packaged daemon is halted at each of its crash points, each time it is reached, and once more
 * during the recovery (THREATS, crash testing, ladder 1). After half of the halts the power goes, too: what was not synced is lost.
 */
package dev.sgate.campaign.failpoints;
