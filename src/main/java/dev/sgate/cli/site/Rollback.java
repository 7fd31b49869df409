package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Console;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate rollback}: back to the previous release. */
@Command(
        name = "rollback",
        description = "Go back to the previous release of an application.",
        footer = {
            "",
            "Says what will happen, and asks. Never below the vendor's minimumVersion. Needs the running appliance, and root or the"
                    + " appliance's own user."
        })
public final class Rollback implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "Which application (default: the only one installed here).")
    private Optional<String> app = Optional.empty();

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
                .run(Question.previewRollback(app, json), "Go back?", Question.rollBack(app, json));
    }
}
