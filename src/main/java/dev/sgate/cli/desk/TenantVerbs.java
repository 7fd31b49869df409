package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.mint.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate tenant}: the customers, what they subscribed to, and whether they may go offline. */
@Command(
        name = "tenant",
        description = "The customers: plan, offline flag, suspension.",
        synopsisSubcommandLabel = "create|set|suspend|resume|list|erase",
        subcommands = TenantErase.class,
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "The plans professional and enterprise have offline licenses, starter has none; and the flag must be on. Suspending"
                    + " declines the next bundle; bundles in the field run to their end."
        })
public final class TenantVerbs implements Runnable {
    /** The two positions of a switch. */
    enum Switch {
        ON,
        OFF
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tenant create, set, suspend, resume, list, or erase?");
    }

    @Command(name = "create", description = "Make a tenant.")
    int create(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "NAME", description = "The customer, as bundles name it.") String name,
            @Option(
                            names = "--plan",
                            defaultValue = "PROFESSIONAL",
                            paramLabel = "PLAN",
                            description = "starter, professional (default) or enterprise.")
                    Plan plan,
            @Option(
                            names = "--offline",
                            defaultValue = "ON",
                            paramLabel = "on|off",
                            description = "The tenant's own flag (default: on).")
                    Switch offline,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        try (DeskLedger desk = ledger.openOrMake()) {
            return answer(new Tenants(desk).create(name, plan, offline == Switch.ON, LedgerOption.now()), json);
        }
    }

    @Command(name = "set", description = "Change the plan or the offline flag.")
    int set(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--plan", paramLabel = "PLAN", description = "starter, professional or enterprise.")
                    Optional<Plan> plan,
            @Option(names = "--offline", paramLabel = "on|off", description = "The tenant's own flag.")
                    Optional<Switch> offline,
            @Option(
                            names = "--email",
                            paramLabel = "ADDRESS",
                            description = "Where reminders go; with --email-consent. none: forget it.")
                    Optional<String> email,
            @Option(names = "--email-consent", description = "The customer agreed to have the address here.")
                    boolean consent,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        if (plan.isEmpty() && offline.isEmpty() && email.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "what is to change: --plan, --offline, or --email?");
        }
        Optional<String> address = email.filter(word -> !word.equals("none"));
        if (address.isPresent() && !consent) {
            throw new ParameterException(
                    spec.commandLine(), "an address is a person's: --email needs --email-consent, or leave it out");
        }
        try (DeskLedger desk = ledger.open()) {
            Tenants tenants = new Tenants(desk);
            Instant now = LedgerOption.now();
            if (email.isPresent()) {
                tenants.reachAt(name, address, now);
            }
            return answer(tenants.set(name, plan, offline.map(position -> position == Switch.ON), now), json);
        }
    }

    @Command(name = "suspend", description = "Decline every bundle from now on; those in the field live on.")
    int suspend(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        try (DeskLedger desk = ledger.open()) {
            return answer(new Tenants(desk).suspend(name, LedgerOption.now()), json);
        }
    }

    @Command(name = "resume", description = "End the suspension.")
    int resume(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        try (DeskLedger desk = ledger.open()) {
            return answer(new Tenants(desk).resume(name, LedgerOption.now()), json);
        }
    }

    @Command(name = "list", description = "All tenants, by name.")
    int list(
            @Mixin LedgerOption ledger,
            @Option(
                            names = "--inactive",
                            description = "Only those of which no license and no bundle has been in force for 90 days.")
                    boolean inactive,
            @Option(names = "--json", description = "Answer in JSON, one line for each.") boolean json) {
        try (DeskLedger desk = ledger.open()) {
            Tenants tenants = new Tenants(desk);
            List<Tenant> found = inactive
                    ? List.copyOf(tenants.inactive(TenantErase.RETENTION, LedgerOption.now())
                            .keySet())
                    : tenants.list();
            found.forEach(tenant -> answer(tenant, json));
        }
        return ExitCode.DONE.status();
    }

    private int answer(Tenant tenant, boolean json) {
        new Facts(
                        "tenant " + tenant.name(),
                        "tenant",
                        tenant.name(),
                        "id",
                        tenant.id(),
                        "email",
                        tenant.email(),
                        "plan",
                        tenant.plan().word(),
                        "offline",
                        tenant.offline(),
                        "suspendedAt",
                        tenant.suspendedAt(),
                        "erasedAt",
                        tenant.erasedAt())
                .answer(Console.of(spec), json);
        return ExitCode.DONE.status();
    }
}
