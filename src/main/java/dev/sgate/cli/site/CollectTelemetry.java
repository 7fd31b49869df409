package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.StateFolder;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.station.ExportResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate collect-telemetry}: the journal for the vendor, into a folder instead of onto a stick. */
@Command(
        name = "collect-telemetry",
        description = "Write the journal for the vendor into a folder.",
        footer = {
            "",
            "The same files as on a stick: signed, and complete since the last event that the vendor acknowledged. Send all of"
                    + " them; the vendor runs `sgate import-sync` on them."
        })
public final class CollectTelemetry implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder; made if missing.")
    private Path out;

    @Option(names = "--json", description = "Answer in JSON, one object.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        try {
            ExportResult collected =
                    StateFolder.open(appliance.settings(Map.of())).collect(out);
            Optional<Refusal> refusal = collected.refusal();
            return refusal.isPresent() ? refused(collected.fileNames(), refusal.get()) : written(collected.fileNames());
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }

    private int written(List<String> files) {
        Console console = Console.of(spec);
        if (json) {
            console.answer(Payloads.members("files", files));
        } else {
            files.forEach(file -> console.answer(out.resolve(file).toString()));
        }
        return ExitCode.DONE.status();
    }

    private int refused(List<String> files, Refusal refusal) {
        Console console = Console.of(spec);
        if (json) {
            console.answer(Payloads.members(
                    "outcome",
                    "refused",
                    "files",
                    files,
                    "code",
                    refusal.code(),
                    "evidence",
                    refusal.evidence().facts()));
        }
        console.note((files.isEmpty() ? "the journal" : "the journal after " + files.getLast())
                + " could not be written: " + refusal.code() + " "
                + refusal.evidence().oneLine());
        return ExitCode.REFUSED.status();
    }
}
