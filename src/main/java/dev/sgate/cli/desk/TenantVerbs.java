package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.mint.Tenants;
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
        synopsisSubcommandLabel = "create|set|suspend|resume|list",
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
        throw new ParameterException(spec.commandLine(), "tenant create, set, suspend, resume, or list?");
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
            @Option(names = "--json", description = "Answer in JSON.") boolean json) {
        if (plan.isEmpty() && offline.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "what is to change: --plan, or --offline?");
        }
        try (DeskLedger desk = ledger.open()) {
            return answer(
                    new Tenants(desk)
                            .set(name, plan, offline.map(position -> position == Switch.ON), LedgerOption.now()),
                    json);
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
            @Option(names = "--json", description = "Answer in JSON, one line for each.") boolean json) {
        try (DeskLedger desk = ledger.open()) {
            new Tenants(desk).list().forEach(tenant -> answer(tenant, json));
        }
        return ExitCode.DONE.status();
    }

    private int answer(Tenant tenant, boolean json) {
        new Facts(
                        "tenant " + tenant.name(),
                        "tenant",
                        tenant.name(),
                        "plan",
                        tenant.plan().word(),
                        "offline",
                        tenant.offline(),
                        "suspendedAt",
                        tenant.suspendedAt())
                .answer(Console.of(spec), json);
        return ExitCode.DONE.status();
    }
}
