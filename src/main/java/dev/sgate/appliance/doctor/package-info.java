/**
 * {@code sgate doctor}: looks at a box from outside and names what is wrong with it, with its daemon up or down.
 *
 * <p>A {@link dev.sgate.appliance.doctor.Check} looks at one thing and has the name of the fault it finds; the classes whose names end
 * in {@code Checks} hold them by subject, and {@link dev.sgate.appliance.doctor.Doctor} has the list. A {@link
 * dev.sgate.appliance.doctor.Box} is what they look at: each part of it is opened when the first check asks for it, and what cannot be
 * opened leaves the checks that need it unknown. Nothing here writes.
 */
@NullMarked
package dev.sgate.appliance.doctor;

import org.jspecify.annotations.NullMarked;
