package dev.sgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate export}: what goes onto a stick. */
@Command(
        name = "export",
        description = "Sign a license or an update for a stick.",
        synopsisSubcommandLabel = "license|update",
        commandListHeading = "%nVerbs:%n",
        subcommands = {ExportLicense.class, ExportUpdate.class})
final class Export implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "export license, or export update?");
    }
}
