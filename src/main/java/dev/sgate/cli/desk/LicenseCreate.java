package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.license.LicenseKey;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.LicenseSale;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.SoldLicense;
import dev.sgate.vendor.mint.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate license create}. */
@Command(
        name = "create",
        description = "Make a license of a tenant and an application.",
        footer = {"", "Tiers: free 1 device, pro 3, team 5, enterprise without a limit. The license key is shown once."
        })
final class LicenseCreate implements Callable<Integer> {
    private static final int DEFAULT_DAYS = 365;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--customer", required = true, paramLabel = "NAME", description = "A tenant that is there.")
    private String customer;

    @Option(names = "--product", required = true, paramLabel = "NAME", description = "An application that is there.")
    private String product;

    @Option(
            names = "--tier",
            defaultValue = "PRO",
            paramLabel = "NAME",
            description =
                    "free, pro (default), team or enterprise: seats, and how long a device may go without contact.")
    private Tier tier;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Devices, online and offline together (default: the tier's).")
    private Optional<Long> devices = Optional.empty();

    @Option(
            names = "--expires",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Its end; no bundle outlives it (default: in a year).")
    private Optional<Instant> expires = Optional.empty();

    @Option(
            names = "--license-key",
            paramLabel = "KEY",
            description = "The key, at least 16 characters (default: one is made).")
    private Optional<String> licenseKey = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant now = LedgerOption.now();
        try (DeskLedger desk = ledger.open()) {
            SoldLicense sold = new Licenses(desk)
                    .create(
                            new LicenseSale(
                                    customer,
                                    product,
                                    tier,
                                    devices,
                                    expires.orElseGet(() -> now.plus(DEFAULT_DAYS, ChronoUnit.DAYS)),
                                    licenseKey.map(LicenseKey::new)),
                            now);
            LicenseFacts.of(sold).answer(Console.of(spec), json);
        }
        return ExitCode.DONE.status();
    }
}
