package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.StateFolder;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.station.StationReport;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate status}: where this appliance stands. */
@Command(
        name = "status",
        description = "Show licenses, applications and the last sticks of this appliance.",
        footer = {"", "Works while the appliance runs, and also while it does not. Changes nothing."})
public final class Status implements Callable<Integer> {
    @Option(names = "--json", description = "Answer in JSON, one object.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec);
        try {
            StateFolder folder = StateFolder.open(appliance.settings(Map.of()));
            StationReport report = folder.report();
            if (json) {
                Map<String, Object> members = Payloads.members("running", folder.isRunning());
                members.putAll(report.toJson());
                console.answer(members);
            } else {
                if (!folder.isRunning()) {
                    console.answer("the appliance does not run; this is where it stood");
                }
                report.toLines().forEach(console::answer);
            }
            return ExitCode.DONE.status();
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }
}
