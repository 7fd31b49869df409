/**
 * The daemon: it reads the route files, refuses to start when one of them is wrong, and gives each step that a route names one
 * class of {@code station} to call. What happens to a stick is decided there, in which order stands in {@code routes/}; here is
 * only the wiring, the settings and the log.
 *
 * <p>Camel is used in this package alone.
 */
@NullMarked
package dev.sgate.appliance;

import org.jspecify.annotations.NullMarked;
