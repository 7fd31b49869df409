package dev.sgate.cli.desk;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate export}: what the vendor signs. */
@Command(
        name = "export",
        description = "Sign what goes to a site.",
        synopsisSubcommandLabel = "license|update|license-cache|again",
        commandListHeading = "%nVerbs:%n",
        subcommands = {ExportLicense.class, ExportUpdate.class, ExportLicenseCache.class, ExportAgain.class})
public final class Export implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "export license, export update, export license-cache, or export again?");
    }
}
