package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate personal}: what is kept about persons on the appliance, which is what devices call themselves. */
@Command(
        name = "personal",
        description = "Erase what devices call themselves.",
        subcommands = Personal.Erase.class,
        footer = {"", "Needs the running appliance, and root or the appliance's own user."})
public final class Personal implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "personal what? `sgate personal erase`");
    }

    /** {@code sgate personal erase}. */
    @Command(
            name = "erase",
            description = "Destroy the key of the names of all devices, and delete them.",
            footer = {"", "Says what will happen, and asks. Seats and leases stay as they are."})
    static final class Erase implements Callable<Integer> {
        @Option(names = "--yes", description = "Do it without asking.")
        private boolean yes;

        @Option(names = "--json", description = "Answer in JSON, on one line.")
        private boolean json;

        @Mixin
        private ApplianceOptions appliance;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = Console.of(spec);
            if (!yes) {
                console.note(
                        "The names of all devices will be gone from this appliance for good; seats and leases stay.");
                console.note("A device that is activated again sends its name again.");
                if (!Consent.given("Erase the names of all devices?")) {
                    console.note("nothing was changed");
                    return ExitCode.USAGE.status();
                }
            }
            return new DaemonQuestion(console, appliance.settings(Map.of())).pass(Question.erasePersonal(json));
        }
    }
}
