/** A thousand sites over a year, and the vendor who sees no more of them than what comes back on sticks. */
package dev.sgate.campaign.twin;
