package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

        @Mixin
        private PreviewedDeed deed;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return deed.run(
                    spec,
                    json -> Question.previewRelease(seat, json),
                    "Take this seat back?",
                    json -> Question.releaseSeat(seat, json));
        }
    }
}
