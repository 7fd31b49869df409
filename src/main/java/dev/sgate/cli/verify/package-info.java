/** {@code sgate verify}: reads any sealed file and says what an appliance would. */
@NullMarked
package dev.sgate.cli.verify;

import org.jspecify.annotations.NullMarked;
