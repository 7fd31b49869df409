package dev.sgate.cli.desk;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate appliance}: the appliances whose journals came back. */
@Command(
        name = "appliance",
        description = "List the appliances that sent a journal, or let a parked one in.",
        synopsisSubcommandLabel = "list|accept",
        commandListHeading = "%nVerbs:%n",
        subcommands = {ApplianceList.class, ApplianceAccept.class})
public final class Appliance implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "appliance list, or appliance accept?");
    }
}
