/** The vendor's keys, and the trust documents that say which of them count. */
@NullMarked
package dev.sgate.vendor.keys;

import org.jspecify.annotations.NullMarked;
