package dev.sgate.cli.desk;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate trust}: the document that says whose signatures count. */
@Command(
        name = "trust",
        description = "Make or show the document that says whose signatures count.",
        synopsisSubcommandLabel = "init|next|show",
        commandListHeading = "%nVerbs:%n",
        subcommands = {TrustInit.class, TrustNext.class, TrustShow.class})
public final class Trust implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "trust init, trust next, or trust show?");
    }
}
