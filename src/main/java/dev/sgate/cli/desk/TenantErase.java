package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.mint.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate tenant erase}: what names a customer goes for good (E17), also for all who have been inactive for long (C98). */
@Command(
        name = "erase",
        description = "Destroy the key of a customer's name and address, and what else names it.",
        footer = {
            "",
            "Says what will happen, and asks. Licenses, counts, journals and the audit log stay, without a name; bundles in the"
                    + " field run to their end, and no other is made. Copies of the ledger that were made before keep the name:"
                    + " delete them, or erase again after putting one back."
        })
final class TenantErase implements Callable<Integer> {
    /** How long a customer's name is kept after nothing of it is in force any longer (C98). */
    static final Duration RETENTION = Duration.ofDays(90);

    @Parameters(arity = "0..1", paramLabel = "NAME|ID", description = "One customer.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--inactive",
            description =
                    "All of which no license and no bundle has been in force for 90 days; tenant list --inactive shows"
                            + " them.")
    private boolean inactive;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Answer in JSON, on one line.")
    private boolean json;

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (name.isPresent() == inactive) {
            throw new ParameterException(spec.commandLine(), "erase whom? A name, or --inactive");
        }
        Instant now = LedgerOption.now();
        try (DeskLedger desk = ledger.open()) {
            Tenants tenants = new Tenants(desk);
            List<Tenant> found = name.map(word -> List.of(tenants.get(word)))
                    .orElseGet(
                            () -> List.copyOf(tenants.inactive(RETENTION, now).keySet()));
            if (!found.isEmpty() && !agreed(tenants, found, now)) {
                Console.of(spec).note("nothing was changed");
                return ExitCode.USAGE.status();
            }
            if (!found.isEmpty()) {
                tenants.erase(found.stream().map(Tenant::id).toList(), now);
            }
            answer(found);
        }
        return ExitCode.DONE.status();
    }

    private boolean agreed(Tenants tenants, List<Tenant> found, Instant now) {
        if (yes) {
            return true;
        }
        Console console = Console.of(spec);
        for (Tenant tenant : found) {
            Tenants.InForce inForce = tenants.inForce(tenant, now);
            console.note(tenant.name() + ": " + inForce.licenses() + " licenses and " + inForce.bundles()
                    + " bundles in force");
        }
        console.note(
                "Their names will be gone from this ledger for good, and no bundle can be made for them; the ledger is"
                        + " written anew, which takes as long as copying it.");
        return Consent.given(
                "Erase " + (found.size() == 1 ? "this customer?" : "these " + found.size() + " customers?"));
    }

    /** Without the names. */
    private void answer(List<Tenant> erased) {
        Console console = Console.of(spec);
        if (json) {
            console.answer(
                    Payloads.members("erased", erased.stream().map(Tenant::id).toList()));
            return;
        }
        erased.forEach(tenant -> console.answer("tenant " + tenant.id() + ": erased"));
        if (erased.isEmpty()) {
            console.answer("nobody has been inactive for " + RETENTION.toDays() + " days");
        }
    }
}
