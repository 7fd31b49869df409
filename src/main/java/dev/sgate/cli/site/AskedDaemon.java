package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Console;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** For a verb that is one question to the running appliance: which appliance, and in what form its answer is shown. */
final class AskedDaemon {
    @Option(names = "--json", description = "Answer in JSON, on one line.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    /** Asks, shows the answer, and gives the exit status; the question is told whether the answer is to be JSON. */
    int pass(CommandSpec spec, Function<Boolean, Question> question) {
        return new DaemonQuestion(Console.of(spec), appliance.settings(Map.of())).pass(question.apply(json));
    }
}
