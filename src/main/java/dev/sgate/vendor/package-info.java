/**
 * The vendor's desk: {@code keys} makes keys and trust documents, {@code mint} makes licenses and updates, {@code reconcile} reads
 * the journals that come back, and {@code ledger} remembers all of it. Nothing of this runs on an appliance: private vendor keys
 * and the desk never get there (BEHAVIOUR 7). The desk shares with the appliance exactly the formats and the rules of the four
 * cores, never the machinery.
 */
@NullMarked
package dev.sgate.vendor;

import org.jspecify.annotations.NullMarked;
