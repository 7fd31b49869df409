/** The application that the demo installs: packed with its libraries into one executable file, it runs without SGate. */
@NullMarked
package dev.sgate.cli.demo.app;

import org.jspecify.annotations.NullMarked;
