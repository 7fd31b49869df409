package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.journal.JournalOpener;
import dev.sgate.vendor.keys.JournalKeyFile;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.reconcile.SyncImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate import-sync}: what came back, and what it means. */
@Command(
        name = "import-sync",
        description = "Import the journals that came back, and report.",
        footer = {
            "",
            "Accepted are new events; duplicates were there already and are harmless; rejected ones are kept but do not count:"
                    + " look at the appliance's clock first. A journal that names no bundle of this desk is parked. The same file"
                    + " may be imported again, and files in any order.",
            "The exit status is 4 if any file is refused."
        })
public final class ImportSync implements Callable<Integer> {
    private static final String ENDING = ".sgsync";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Journals (.sgsync), or folders with journals in them.")
    private List<Path> paths;

    @Mixin
    private LedgerOption ledger;

    @Option(
            names = "--journal-key",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Private journal keys (.pem) that open encrypted journals; old ones too, as long as such journals come.")
    private List<Path> journalKeys = List.of();

    @Option(names = "--json", description = "Answer in JSON: one object for all files.")
    private boolean json;

    @Mixin
    private final ReportFiles reports = new ReportFiles();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Path> files = files();
        reports.requireNew();
        JournalOpener opener = JournalKeyFile.readSecrets(journalKeys);
        Reconciled reconciled;
        try (DeskLedger desk = ledger.open()) {
            reconciled = new SyncImport(desk, Instant.now().truncatedTo(ChronoUnit.SECONDS), opener).importAll(files);
            reports.write(reconciled, desk);
        }
        new ReconcileReport(reconciled).answer(Console.of(spec), json);
        return (reconciled.refused().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED).status();
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(spec.commandLine(), "no such file or folder: " + path);
            }
            files.addAll(Files.isDirectory(path) ? journalsIn(path) : List.of(path));
        }
        return files;
    }

    private List<Path> journalsIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> journals = entries.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(ENDING))
                    .sorted()
                    .toList();
            if (journals.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "no journal (" + ENDING + ") in " + folder);
            }
            return journals;
        }
    }
}
