/**
 * {@code ./sgate bench}: the product's figures, each beside the physical limit measured in the same run. Machines are noisy: rounds
 * are interleaved and medians and ratios are printed. Nothing here is a test; a slow neighbour must not make a build red.
 */
package dev.sgate.bench;
