/**
 * {@code ./sgate campaign NAME}: generated histories by the thousand, run through the product's own code and judged by a truth that
 * the generator wrote itself (BEHAVIOUR 7). Exit status 0 means no violation; the last line has the counts.
 */
package dev.sgate.campaign;
