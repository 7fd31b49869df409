/**
 * The machine: the ports of {@code station} on Linux. The mount table and the sticks, the private staging folder, the releases on
 * disk, the running application, the device's keys, the pinned trust document, the clock with its mark.
 *
 * <p>Nothing here decides anything about a file; it does what it is told, makes it durable, and says honestly how that went. What
 * comes from outside (names on a stick, names in an archive, words of a command) never reaches a shell and never leaves its folder.
 *
 * <p>An {@link java.io.IOException} is a broken or vanished medium or disk; a full disk, a hostile archive or a link in our name's
 * place is an expected outcome and comes back as a value.
 */
@NullMarked
package dev.sgate.host;

import org.jspecify.annotations.NullMarked;
