/** Takes the journals that came back into the ledger, and says what they mean. */
@NullMarked
package dev.sgate.vendor.reconcile;

import org.jspecify.annotations.NullMarked;
