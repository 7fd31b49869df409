package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.appliance.local.Reply;
import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** For a verb that the running appliance carries out only after it said what will happen: which appliance, and whether to ask. */
final class PreviewedDeed {
    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Answer in JSON, on one line. Without --yes: only what would happen.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    /** Shows the answer to the first question, asks, and puts the second one; both are told whether the answer is to be JSON. */
    int run(CommandSpec spec, Function<Boolean, Question> preview, String consent, Function<Boolean, Question> deed) {
        Console console = Console.of(spec);
        DaemonQuestion daemon = new DaemonQuestion(console, appliance.settings(Map.of()));
        Optional<Reply> shown = daemon.ask(preview.apply(json));
        if (shown.isEmpty()) {
            return ExitCode.INTERNAL.status();
        }
        if (shown.get().exitCode() != ExitCode.DONE.status() || (json && !yes)) {
            return daemon.say(shown.get(), json);
        }
        if (!json) {
            shown.get().text().forEach(console::note);
        }
        if (!yes && !Consent.given(consent)) {
            console.note("nothing was changed");
            return ExitCode.USAGE.status();
        }
        return daemon.pass(deed.apply(json));
    }
}
