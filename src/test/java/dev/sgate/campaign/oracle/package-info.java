/**
 * The judge of what a power cut, a kill or an error left behind. It reads the disk and nothing else, knows the formats from their
 * pages, and shares no class with the product: the JDK and the SQLite driver are all it uses. A test keeps it so.
 *
 * <p>The truth is what a driver told it: what was on the stick, and which lines the daemon had said before the power went.
 */
package dev.sgate.campaign.oracle;
