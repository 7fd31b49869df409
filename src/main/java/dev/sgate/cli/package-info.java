/**
 * The command line: one {@code sgate} with a verb for each thing that people and scripts do. It is the one package that sees all
 * others, because it is where they are put together; nobody sees it.
 *
 * <p>{@link dev.sgate.cli.Main} reads the words, {@link dev.sgate.cli.Verb} lists the verbs and makes only the one that was asked
 * for. A verb answers on standard output and tells its progress on standard error ({@link dev.sgate.cli.terminal.Console}); how it went
 * is an {@link dev.sgate.cli.terminal.ExitCode}. No verb's class names Camel in its fields or method heads: only {@code run} and
 * {@code demo} reach it, and only when they are called.
 */
@NullMarked
package dev.sgate.cli;

import org.jspecify.annotations.NullMarked;
