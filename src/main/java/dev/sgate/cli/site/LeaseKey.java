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

/** {@code sgate lease-key}: the key that signs this site's leases. */
@Command(
        name = "lease-key",
        description = "List the keys that leases are signed with, or make a new one.",
        subcommands = {LeaseKey.ListKeys.class, LeaseKey.Rotate.class},
        footer = {"", "Needs the running appliance, and root or the appliance's own user."})
public final class LeaseKey implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "lease-key what? `sgate lease-key list` or `sgate lease-key rotate`");
    }

    /** {@code sgate lease-key list}. */
    @Command(name = "list", description = "The key that signs, and retired ones that leases in use may be signed with.")
    static final class ListKeys implements Callable<Integer> {
        @Mixin
        private AskedDaemon daemon;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return daemon.pass(spec, Question::leaseKeys);
        }
    }

    /** {@code sgate lease-key rotate}. */
    @Command(
            name = "rotate",
            description = "Make a new key that signs from now on.",
            footer = {
                "",
                "Says what will happen, and asks. Leases of the old key stay good; its private half is erased."
            })
    static final class Rotate implements Callable<Integer> {
        private static final List<String> WHAT_WILL_HAPPEN = List.of(
                "A new key will sign from now on, and the private half of the old one will be gone.",
                "Leases that are out stay good. Applications fetch the new key by themselves;",
                "one that has a fixed list of keys will refuse new leases until it is given the new one.");

        @Mixin
        private AskFirst first;

        @Mixin
        private AskedDaemon daemon;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return first.agreed(Console.of(spec), WHAT_WILL_HAPPEN, "Make a new lease key?")
                    ? daemon.pass(spec, Question::rotateLeaseKey)
                    : ExitCode.USAGE.status();
        }
    }
}
