/**
 * The vendor's desk: makes keys and trust documents, mints licenses and updates, and reads the journals that come back.
 *
 * <p>{@link dev.sgate.vendor.KeyFile} keeps the private keys, the ledger what was minted and what came
 * back. Nothing of this runs on an appliance: private vendor keys and the desk never get there (BEHAVIOUR 7). The desk shares
 * with the appliance exactly the formats and the rules of the four cores, never the machinery.
 */
@NullMarked
package dev.sgate.vendor;

import org.jspecify.annotations.NullMarked;
