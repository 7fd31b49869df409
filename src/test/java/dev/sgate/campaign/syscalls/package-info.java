/**
 * {@code ./sgate campaign syscalls}: each system call that changes something is made to fail, or kills the daemon, once: the first of its
 * kind, the second, and so on until there are no more (THREATS, crash testing, ladder 2). And the order of the calls is looked at:
 * what must be on the disk before something else is.
 */
package dev.sgate.campaign.syscalls;
