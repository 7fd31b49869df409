package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.SiteSeats;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate license show}. */
@Command(name = "show", description = "One license: what was sold, what is in use, and the newest bundle of each site.")
final class LicenseShow implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger;

    @Parameters(paramLabel = "ID")
    private UUID id;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant now = LedgerOption.now();
        try (DeskLedger desk = ledger.open()) {
            Facts facts = desk.read(connection -> {
                License license = Licenses.get(connection, id);
                return LicenseFacts.of(
                        license,
                        BundleTable.newest(connection, id),
                        SiteSeats.of(connection, license, now).total(),
                        now,
                        json);
            });
            facts.answer(Console.of(spec), json);
        }
        return ExitCode.DONE.status();
    }
}
