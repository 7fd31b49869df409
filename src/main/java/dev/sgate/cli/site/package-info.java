/** The verbs of the appliance: running it, and asking it. */
@NullMarked
package dev.sgate.cli.site;

import org.jspecify.annotations.NullMarked;
