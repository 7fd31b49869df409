package dev.sgate.cli.verify;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.host.TrustFile;
import dev.sgate.journal.JournalOpener;
import dev.sgate.seal.Keyring;
import dev.sgate.vendor.keys.JournalKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate verify}: what an appliance would find out about a file by itself, without any state. */
@Command(
        name = "verify",
        description = "Check a file to its last byte, without changing anything.",
        footer = {
            "",
            "Accepted means: signed by a key that the trust document names for it, whole, and within its own times. What only an"
                    + " appliance knows (its product, platform, versions, older bundles) is not checked here.",
            "The answer is one object a file with --json: outcome, code (where refused), evidence, and what the signature"
                    + " vouches for. The exit status is 4 if any file is refused."
        })
public final class Verify implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files ending in .sglic, .sgupd, .sgsync or .sgtrust.")
    private List<Path> files;

    @Option(
            names = "--trust",
            required = true,
            paramLabel = "FILE",
            description = "The trust document (.sgtrust) that says whose signatures count.")
    private Path trust;

    @Option(
            names = "--at",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Judge as if it were this time, e.g. 2026-03-01T12:00:00Z (default: now).")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--journal-key",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Private journal keys (.pem) that open encrypted journals.")
    private List<Path> journalKeys = List.of();

    @Option(names = "--json", description = "Answer in JSON, one line a file.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requireFiles();
        Console console = Console.of(spec);
        Keyring keyring = new TrustFile(trust).current();
        if (keyring.document().isEmpty()) {
            console.note("nothing is trusted: " + keyring.whyNothing());
        }
        FileCheck check = new FileCheck(
                keyring, at.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS)), opener(), console);
        ExitCode worst = ExitCode.DONE;
        for (Path file : files) {
            FileReport report = check.check(file);
            report.answer(console, file, json);
            worst = worst.worst(report.exitCode());
        }
        return worst.status();
    }

    /** Private keys are read at the desk: the appliance's package has nothing that could. */
    private JournalOpener opener() throws IOException {
        if (journalKeys.isEmpty()) {
            return JournalOpener.none();
        }
        if (Verify.class.getResource("/dev/sgate/vendor/keys/JournalKeyFile.class") == null) {
            throw new ParameterException(
                    spec.commandLine(), "--journal-key is for the vendor's desk; the package sgate-desk has it");
        }
        return JournalKeyFile.readSecrets(journalKeys);
    }

    private void requireFiles() {
        for (Path file : files) {
            if (!Files.exists(file) || Files.isDirectory(file)) {
                throw new ParameterException(spec.commandLine(), "no such file: " + file);
            }
        }
    }
}
