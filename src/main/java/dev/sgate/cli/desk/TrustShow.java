package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.cli.verify.TrustDocumentCheck;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate trust show}: what a trust document says, if it is signed by its own root keys. */
@Command(
        name = "show",
        description = "Show what a trust document says.",
        footer = {
            "",
            "Shown is what the document says of itself. Whether it is the vendor's is for you to know: compare its identity with"
                    + " what the vendor told you by another way."
        })
public final class TrustShow implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The trust document (.sgtrust).")
    private Path file;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FileReport report;
        try (InputStream in = Files.newInputStream(file)) {
            report = report(in.readNBytes(Limits.SMALL_ENVELOPE_MAX_BYTES + 2));
        }
        report.answer(Console.of(spec), file, json);
        return report.exitCode().status();
    }

    static FileReport report(byte[] content) {
        return switch (Keyring.pin(content)) {
            case Verdict.Refused<Keyring>(Refusal refusal) -> FileReport.refused(refusal);
            case Verdict.Accepted<Keyring>(Keyring keyring) ->
                FileReport.accepted(TrustDocumentCheck.facts(keyring, List.of()));
        };
    }
}
