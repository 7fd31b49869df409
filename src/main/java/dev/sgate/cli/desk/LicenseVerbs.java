package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.Tier;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate license}: what was sold. Making, showing and rekeying are verbs of their own; what changes one thing stands here. */
@Command(
        name = "license",
        description = "The licenses: what was sold, before a bundle is made of it.",
        synopsisSubcommandLabel = "create|list|show|set|rekey|revoke|set-online-count|reset-counter",
        commandListHeading = "%nVerbs:%n",
        subcommands = {LicenseCreate.class, LicenseList.class, LicenseShow.class, LicenseRekey.class})
public final class LicenseVerbs implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "license create, list, show, set, rekey, revoke, set-online-count, or reset-counter?");
    }

    @Command(
            name = "set",
            description = "Change what was sold: devices, end, tier. Bundles that are out stay as they are.")
    int set(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "ID") UUID license,
            @Option(names = "--devices", paramLabel = "N", description = "Devices, online and offline together.")
                    Optional<Long> devices,
            @Option(
                            names = "--expires",
                            converter = TimeWord.class,
                            paramLabel = "TIME",
                            description = "Its end; no bundle outlives it.")
                    Optional<Instant> expires,
            @Option(names = "--tier", paramLabel = "NAME", description = "free, pro, team or enterprise.")
                    Optional<Tier> tier,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        if (devices.isEmpty() && expires.isEmpty() && tier.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "what is to change: --devices, --expires, or --tier?");
        }
        return change(ledger, json, licenses -> licenses.set(license, devices, expires, tier, LedgerOption.now()));
    }

    @Command(
            name = "revoke",
            description = "Revoke the key: each bundle minted from now on says so, and none is minted for it.")
    int revoke(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "ID") UUID license,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        return change(ledger, json, licenses -> licenses.revoke(license, LedgerOption.now()));
    }

    @Command(
            name = "set-online-count",
            description = "Say how many devices hold a seat online: they count against the same cap.")
    int setOnlineCount(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "ID") UUID license,
            @Parameters(paramLabel = "N") long devices,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        return change(ledger, json, licenses -> licenses.setOnlineDevices(license, devices, LedgerOption.now()));
    }

    @Command(name = "reset-counter", description = "Free all seats on site: the next bundle counts the devices anew.")
    int resetCounter(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "ID") UUID license,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        return change(ledger, json, licenses -> licenses.resetCounter(license, LedgerOption.now()));
    }

    private int change(LedgerOption ledger, boolean json, Function<Licenses, License> change) {
        try (DeskLedger desk = ledger.open()) {
            LicenseFacts.of(change.apply(new Licenses(desk))).answer(Console.of(spec), json);
        }
        return ExitCode.DONE.status();
    }
}
