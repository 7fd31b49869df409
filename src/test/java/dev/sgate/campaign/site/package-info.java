/**
 * The ground of the campaigns that break things: a state disk and a stick with real file systems, the vendor's files for version after
 * version, and the packaged daemon as a process of its own. Here the power is cut and the daemon is killed; what it leaves behind
 * is judged in {@code dev.sgate.campaign.oracle}.
 *
 * <p>It needs root, loop devices and Python 3. Whatever it makes lies in one folder, and goes with {@code close}.
 */
package dev.sgate.campaign.site;
