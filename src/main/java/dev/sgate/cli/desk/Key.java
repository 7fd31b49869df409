package dev.sgate.cli.desk;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate key}: which signing keys there are, and how old. */
@Command(
        name = "key",
        description = "List signing keys with their age, or show a public key.",
        synopsisSubcommandLabel = "list|show",
        commandListHeading = "%nVerbs:%n",
        subcommands = {KeyList.class, KeyShow.class})
public final class Key implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "key list, or key show?");
    }
}
