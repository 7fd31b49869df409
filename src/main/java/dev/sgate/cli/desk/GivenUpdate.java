package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.host.TrustFile;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An update that a command is given ({@code --update}): it is checked before anything is done with it. */
final class GivenUpdate {
    /** What is done with one that holds. */
    @FunctionalInterface
    interface Work {
        int with(UpdateFile update) throws IOException;
    }

    private GivenUpdate() {}

    /** Does the work and returns its exit status; or answers why the file would be refused. */
    static int check(Path file, Optional<Path> trust, CommandSpec spec, boolean json, Work work) throws IOException {
        return switch (UpdateFile.open(file, keyring(trust, spec, "--update"))) {
            case Verdict.Accepted<UpdateFile>(UpdateFile update) -> work.with(update);
            case Verdict.Refused<UpdateFile>(Refusal refusal) -> {
                FileReport report = FileReport.refused(refusal);
                report.answer(Console.of(spec), file, json);
                yield report.exitCode().status();
            }
        };
    }

    /**
     * What an update is checked with.
     *
     * @param option that asks for the update
     */
    static Keyring keyring(Optional<Path> trust, CommandSpec spec, String option) {
        Path document = trust.orElseThrow(() -> new ParameterException(
                spec.commandLine(), option + " needs --trust, to check it before it goes on a stick"));
        return new TrustFile(document).current();
    }
}
