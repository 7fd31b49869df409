package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Console;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate seats}: who holds the seats of this site's licenses, and how one is taken back. */
@Command(
        name = "seats",
        description = "List the seats of this site, or take one back.",
        subcommands = {Seats.ListSeats.class, Seats.Release.class},
        footer = {"", "Needs the running appliance, and root or the appliance's own user."})
public final class Seats implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "seats what? `sgate seats list` or `sgate seats release DEVICE`");
    }

    /** {@code sgate seats list}. */
    @Command(name = "list", description = "Who holds seats: devices, applications, and how long their leases run.")
    static final class ListSeats implements Callable<Integer> {
        @Mixin
        private AskedDaemon daemon;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return daemon.pass(spec, Question::seats);
        }
    }

    /** {@code sgate seats release}. */
    @Command(
            name = "release",
            description = "Take a seat back.",
            footer = {"", "Says what will happen, and asks. The application goes on until its lease runs out."})
    static final class Release implements Callable<Integer> {
        @Parameters(
                paramLabel = "DEVICE",
                description = "The first 8 or more digits of the device as `sgate seats list` shows it, or the id of an"
                        + " instance.")
        private String seat = "";

        @Option(names = "--yes", description = "Do it without asking.")
        private boolean yes;

        @Option(names = "--json", description = "Answer in JSON, on one line. Without --yes: only what would happen.")
        private boolean json;

        @Mixin
        private ApplianceOptions appliance;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = Console.of(spec);
            DaemonQuestion daemon = new DaemonQuestion(console, appliance.settings(Map.of()));
            return new PreviewedDeed(console, daemon, yes, json)
                    .run(Question.previewRelease(seat, json), "Take this seat back?", Question.releaseSeat(seat, json));
        }
    }
}
