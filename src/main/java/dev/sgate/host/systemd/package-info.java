/** What this process says to systemd: to the manager that runs it, and to the system's journal. Nothing here without systemd. */
@NullMarked
package dev.sgate.host.systemd;

import org.jspecify.annotations.NullMarked;
