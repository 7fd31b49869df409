package dev.sgate.cli.desk;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate appliance}: the appliances whose journals came back. */
@Command(
        name = "appliance",
        description = "List the appliances that sent a journal, let a parked one in, or let lost events go.",
        synopsisSubcommandLabel = "list|accept|accept-gap",
        commandListHeading = "%nVerbs:%n",
        subcommands = {ApplianceList.class, ApplianceAccept.class, ApplianceAcceptGap.class})
public final class Appliance implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "appliance list, appliance accept, or appliance accept-gap?");
    }
}
