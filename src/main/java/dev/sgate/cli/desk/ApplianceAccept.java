package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.KnownAppliances;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate appliance accept}: a person vouches for a parked appliance (BEHAVIOUR 6). */
@Command(
        name = "accept",
        description = "Let a parked appliance in: from now on its journal counts.",
        footer = {"", "Do so only if you know the machine: compare its key with the one that its site reads to you."})
final class ApplianceAccept implements Callable<Integer> {
    @Parameters(paramLabel = "APPLIANCE-ID", description = "As appliance list and the reconcile report show it.")
    private UUID appliance;

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (DeskLedger desk = ledger.open()) {
            new KnownAppliances(desk).accept(appliance, LedgerOption.now());
        }
        Console.of(spec).answer("appliance " + appliance + ": accepted; import its files again to see what they mean");
        return ExitCode.DONE.status();
    }
}
