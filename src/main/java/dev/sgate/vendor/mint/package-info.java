/**
 * Makes what leaves the desk: license bundles, updates and license caches. The order goes in, a sealed file comes out that an
 * appliance's own reader has read once.
 */
@NullMarked
package dev.sgate.vendor.mint;

import org.jspecify.annotations.NullMarked;
