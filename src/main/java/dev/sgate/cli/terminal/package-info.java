/** What all verbs share when they speak with a person: where answers go, how progress looks, how times and exit statuses are written. */
@NullMarked
package dev.sgate.cli.terminal;

import org.jspecify.annotations.NullMarked;
