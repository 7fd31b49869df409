package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
        private static final List<String> WHAT_WILL_HAPPEN = List.of(
                "The names of all devices will be gone from this appliance for good; seats and leases stay.",
                "A device that is activated again sends its name again.");

        @Mixin
        private AskFirst first;

        @Mixin
        private AskedDaemon daemon;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return first.agreed(Console.of(spec), WHAT_WILL_HAPPEN, "Erase the names of all devices?")
                    ? daemon.pass(spec, Question::erasePersonal)
                    : ExitCode.USAGE.status();
        }
    }
}
