/**
 * What programs on this machine ask the running appliance over its socket: whether an application may run, and what site IT has to
 * say about licenses and seats.
 *
 * <p>{@link dev.sgate.appliance.local.Question} and {@link dev.sgate.appliance.local.Reply} are the two sides of the wire, one line
 * of JSON each; {@link dev.sgate.appliance.local.LocalQuestions} answers by the use cases of {@code station}; {@link
 * dev.sgate.appliance.local.Asking} is the side of the command line. Nothing here loads Camel.
 */
@NullMarked
package dev.sgate.appliance.local;

import org.jspecify.annotations.NullMarked;
