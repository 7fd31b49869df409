/** Keeps the manual true: links lead somewhere, samples are real, tables match the code they describe. */
@NullMarked
package dev.sgate.docs;

import org.jspecify.annotations.NullMarked;
