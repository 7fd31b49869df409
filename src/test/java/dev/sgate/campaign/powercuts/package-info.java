/**
 * Cuts the power of a state disk, or of a stick, by the hundred: right after the daemon has said that something is done, and at moments
 * chosen by chance. What is found on the disk must be the old state or the new one, with everything in it that was said to be done; and
 * the next start must go on from there.
 */
package dev.sgate.campaign.powercuts;
