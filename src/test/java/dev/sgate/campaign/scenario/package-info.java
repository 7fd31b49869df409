/**
 * What the appliance is busy with when the campaigns {@code failpoints} and {@code syscalls} hurt it, and what must be so afterwards. Each
 * case begins with the same state folder and the same stick.
 */
package dev.sgate.campaign.scenario;
