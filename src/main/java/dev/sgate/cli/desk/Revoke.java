package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.mint.Licenses;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate revoke}: every bundle minted from now on carries the news (S96, S97). */
@Command(
        name = "revoke",
        description = "Revoke a license: each bundle minted from now on says so.",
        footer = {
            "",
            "Nothing reaches a site without a network by itself: any license bundle of yours that arrives there brings the newest"
                    + " list along, also one for another license."
        })
public final class Revoke implements Callable<Integer> {
    @Parameters(paramLabel = "LICENSE-ID", description = "The license, as export license printed it.")
    private UUID license;

    @Option(
            names = "--ledger",
            required = true,
            converter = LedgerWord.class,
            paramLabel = "FILE|URL",
            description = "The desk's ledger.")
    private LedgerPlace ledger;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!ledger.mayExist()) {
            throw new ParameterException(spec.commandLine(), "no such ledger: " + ledger);
        }
        try (DeskLedger desk = DeskLedger.open(ledger)) {
            new Licenses(desk).revoke(license, LedgerOption.now());
        }
        Console.of(spec).answer("license " + license + ": revoked");
        return ExitCode.DONE.status();
    }
}
