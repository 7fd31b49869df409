package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.DurationWord;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate license list}: for people one line each, for a mail job one object each (C27). */
@Command(
        name = "list",
        description = "All licenses, or those that end soon.",
        footer = {"", "Example for a mail job, each hour: sgate license list --ledger desk.db --expiring 24h --json"})
final class LicenseList implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger;

    @Option(
            names = "--expiring",
            converter = DurationWord.class,
            paramLabel = "SPAN",
            description = "Only those that end within this time and are not revoked: 24h, 7d.")
    private Optional<Duration> expiring = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON, one line for each.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Instant now = LedgerOption.now();
        try (DeskLedger desk = ledger.open()) {
            Licenses licenses = new Licenses(desk);
            List<License> found =
                    expiring.map(span -> licenses.expiring(span, now)).orElseGet(licenses::list);
            Map<UUID, Optional<String>> emails =
                    new Tenants(desk).list().stream().collect(Collectors.toMap(Tenant::id, Tenant::email));
            for (License license : found) {
                if (json) {
                    LicenseFacts.of(license, emails.getOrDefault(license.tenantId(), Optional.empty()))
                            .answer(console, true);
                } else {
                    console.answer(line(license));
                }
            }
        }
        return ExitCode.DONE.status();
    }

    private static String line(License license) {
        return license.id() + "  " + license.tenant() + ", " + license.product() + ": " + license.maxDevices()
                + " devices until " + Payloads.time(license.expiresAt()) + (license.isRevoked() ? ", revoked" : "");
    }
}
