/** The verbs of the vendor's desk: keys, trust documents, what leaves, and what comes back. */
@NullMarked
package dev.sgate.cli.desk;

import org.jspecify.annotations.NullMarked;
