package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.ApplianceState.Gap;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.KnownAppliances;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate appliance accept-gap}: a person lets events go that are lost with a journal's key. */
@Command(
        name = "accept-gap",
        description = "Let events go that an appliance lost with its journal's key or its database.",
        footer = {
            "",
            "Only the first events that are missing, and only where the appliance told of the loss. From now on it is"
                    + " acknowledged past them. Ask the site first why the key was gone."
        })
final class ApplianceAcceptGap implements Callable<Integer> {
    @Parameters(paramLabel = "APPLIANCE-ID", description = "As appliance list and the reconcile report show it.")
    private UUID appliance;

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Gap gap;
        try (DeskLedger desk = ledger.open()) {
            gap = new KnownAppliances(desk).acceptGap(appliance, LedgerOption.now());
        }
        Console.of(spec)
                .answer("appliance " + appliance + ": events " + gap.first() + " to " + gap.last() + " are let go");
        return ExitCode.DONE.status();
    }
}
