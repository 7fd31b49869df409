/**
 * The three questions behind a bundle: how many devices, until when, with the program or without (S21-S25). The same form is filled
 * in with arrow keys ({@link dev.sgate.cli.desk.wizard.KeyDialogue}), line by line
 * ({@link dev.sgate.cli.desk.wizard.LineDialogue}) or from a file
 * ({@link dev.sgate.cli.desk.wizard.AnswerFile}); {@link dev.sgate.vendor.mint.MintRules} judges each answer in all three. Nothing is
 * minted here.
 */
@NullMarked
package dev.sgate.cli.desk.wizard;

import org.jspecify.annotations.NullMarked;
