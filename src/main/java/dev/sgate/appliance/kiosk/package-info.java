/**
 * The page for the person at the kiosk (BEHAVIOUR 3 and 5): what happens to the stick, in one big sentence.
 *
 * <p>{@link dev.sgate.appliance.kiosk.Sight} is what happens on a visit, {@link dev.sgate.appliance.kiosk.Board} what is known of
 * all sticks, {@link dev.sgate.appliance.kiosk.Scene} the one thing that the page shows; from one to the next there are pure
 * functions. {@link dev.sgate.appliance.kiosk.Kiosk} is the living page, {@link dev.sgate.appliance.kiosk.PageView} puts a scene into
 * words and HTML. Nothing is decided here about any file.
 */
@NullMarked
package dev.sgate.appliance.kiosk;

import org.jspecify.annotations.NullMarked;
