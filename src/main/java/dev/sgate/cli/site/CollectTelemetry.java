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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate collect-telemetry}: the journal for the vendor, into a folder instead of onto a stick. */
@Command(
        name = "collect-telemetry",
        description = "Write the journal for the vendor into a folder, or read before what leaves.",
        footer = {
            "",
            "The same files as on a stick: signed, and complete since the last event that the vendor acknowledged. Send all of"
                    + " them; the vendor runs `sgate import-sync` on them.",
            "--preview shows all that would leave and writes nothing: what the files say of themselves, each device and each event."
                    + " With --json it is one object a line, devices and events byte for byte as they go."
        })
public final class CollectTelemetry implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", description = "The folder; made if missing.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--preview", description = "Show what would leave, and write nothing.")
    private boolean preview;

    @Option(names = "--json", description = "Answer in JSON, one object.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (preview == out.isPresent()) {
            throw new ParameterException(spec.commandLine(), "name a folder with --out, or ask for a --preview");
        }
        try {
            StateFolder state = StateFolder.open(appliance.settings(Map.of()));
            return preview ? show(state) : collect(state, out.orElseThrow());
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }

    private int show(StateFolder state) throws IOException {
        Console console = Console.of(spec);
        state.preview(seen -> new PreviewAnswer(console, json).answer(seen));
        return ExitCode.DONE.status();
    }

    private int collect(StateFolder state, Path folder) throws IOException {
        Files.createDirectories(folder);
        ExportResult collected = state.collect(folder);
        Optional<Refusal> refusal = collected.refusal();
        return refusal.isPresent()
                ? refused(collected.fileNames(), refusal.get())
                : written(folder, collected.fileNames());
    }

    private int written(Path folder, List<String> files) {
        Console console = Console.of(spec);
        if (json) {
            console.answer(Payloads.members("files", files));
        } else {
            files.forEach(file -> console.answer(folder.resolve(file).toString()));
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
