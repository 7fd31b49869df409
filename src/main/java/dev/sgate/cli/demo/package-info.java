/**
 * {@code sgate demo}: the main job from end to end, for real. A vendor's workshop mints files, sticks are images that are really
 * mounted, the appliance is a process of its own, and everything that is claimed is read back from outside: from the stick's
 * image after it was pulled, from the running application over HTTP, from the appliance's own report.
 *
 * <p>{@code --sabotage N} breaks step N for real; a demo that cannot fail would prove nothing.
 */
@NullMarked
package dev.sgate.cli.demo;

import org.jspecify.annotations.NullMarked;
