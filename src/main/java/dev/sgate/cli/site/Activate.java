package dev.sgate.cli.site;

import dev.sgate.appliance.Settings;
import dev.sgate.appliance.local.Question;
import dev.sgate.appliance.local.Reply;
import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate activate}: a person's yes to a license whose vendor asks for one (S31). */
@Command(
        name = "activate",
        description = "Confirm a license whose vendor wants a person to do so.",
        footer = {
            "",
            "Shows product, customer, end and number of devices first, and asks. Needs the running appliance, and root or the"
                    + " appliance's own user."
        })
public final class Activate implements Callable<Integer> {
    @Option(names = "--license", paramLabel = "ID", description = "Which license, where several wait.")
    private Optional<UUID> license = Optional.empty();

    @Option(names = "--yes", description = "Confirm without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Answer in JSON, on one line. Without --yes: only what waits.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Settings settings = appliance.settings(Map.of());
        DaemonQuestion daemon = new DaemonQuestion(console, settings);
        Optional<Reply> pending = daemon.ask(Question.pending(json));
        if (pending.isEmpty()) {
            return ExitCode.INTERNAL.status();
        }
        Reply shown = pending.get();
        List<Reply.Waiting> waiting = shown.waiting().stream()
                .filter(one -> license.isEmpty() || license.get().equals(one.license()))
                .toList();
        if (waiting.size() != 1 || (json && !yes)) {
            daemon.say(shown, json);
            return waiting.isEmpty() && license.isEmpty() ? shown.exitCode() : which(console, waiting.size());
        }
        if (!json) {
            shown.text().forEach(console::note);
        }
        if (!yes && !Consent.given("Confirm this license?")) {
            console.note("nothing was changed");
            return ExitCode.USAGE.status();
        }
        Reply.Waiting one = waiting.getFirst();
        return daemon.pass(Question.activate(one.license(), one.serial(), json));
    }

    private static int which(Console console, int waiting) {
        if (waiting == 1) {
            return ExitCode.DONE.status();
        }
        console.note(waiting == 0 ? "that license does not wait" : "several wait; name one with --license");
        return ExitCode.USAGE.status();
    }
}
