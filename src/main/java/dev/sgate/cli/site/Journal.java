package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.StateFolder;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.EventWords;
import dev.sgate.cli.terminal.ExitCode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate journal}: the events that are still here, the newest last. */
@Command(
        name = "journal",
        description = "Show the events of this appliance, the newest last.",
        footer = {
            "",
            "Events that the vendor has acknowledged are forgotten here. With --json each line is the event as it goes to the"
                    + " vendor."
        })
public final class Journal implements Callable<Integer> {
    @Option(names = "--json", description = "Answer in JSON, one event a line.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec);
        try {
            StateFolder.open(appliance.settings(Map.of()))
                    .events(event -> console.answer(json ? event.text() : EventWords.of(event)));
            return ExitCode.DONE.status();
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }
}
