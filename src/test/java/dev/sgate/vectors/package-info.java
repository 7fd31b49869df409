/**
 * The test vectors: sealed files, good and bad, each in a folder named by its flaw, with what a reader must say of it.
 *
 * <p>{@link dev.sgate.vectors.VectorMaker} makes them all anew; {@link dev.sgate.vectors.Vectors} reads them, for every test that
 * wants to run them through something.
 */
@NullMarked
package dev.sgate.vectors;

import org.jspecify.annotations.NullMarked;
