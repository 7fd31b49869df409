package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.keys.TrustSuccessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate trust next}: the trust document that follows one. */
@Command(
        name = "next",
        description = "Make the next version of a trust document.",
        footer = {
            "",
            "It is signed by enough root keys of the current version and by enough of its own. A site takes it from a stick,"
                    + " one version after the other, so keep them all.",
            "A key that is revoked is never believed again; licenses that it signed run on for 72 hours, or what their policy"
                    + " says. What a key signed that is only dropped is not believed from one moment to the next."
        })
public final class TrustNext implements Callable<Integer> {
    @Parameters(paramLabel = "CURRENT", description = "The newest trust document (.sgtrust).")
    private Path current;

    @Option(names = "--add-root", paramLabel = "FILE", description = "A new public root key (.pub).")
    private List<Path> roots = List.of();

    @Option(names = "--add-license", paramLabel = "FILE", description = "A new public key for licenses.")
    private List<Path> licenses = List.of();

    @Option(names = "--add-update", paramLabel = "FILE", description = "A new public key for updates.")
    private List<Path> updates = List.of();

    @Option(names = "--drop", paramLabel = "ID", description = "A key to leave out.")
    private List<String> dropped = List.of();

    @Option(names = "--revoke", paramLabel = "ID", description = "A key to revoke for good, and to leave out.")
    private List<String> revoked = List.of();

    @Option(names = "--root-threshold", paramLabel = "N", description = "Root keys that must sign from now on.")
    private Optional<Integer> rootThreshold = Optional.empty();

    @Option(names = "--license-threshold", paramLabel = "N", description = "License keys that must sign.")
    private Optional<Integer> licenseThreshold = Optional.empty();

    @Option(names = "--update-threshold", paramLabel = "N", description = "Update keys that must sign.")
    private Optional<Integer> updateThreshold = Optional.empty();

    @Option(
            names = "--sign",
            required = true,
            paramLabel = "KEY",
            description = "A private root key that signs (.pem, or pkcs11:...): of the current version, or new.")
    private List<String> signers;

    @Option(
            names = "--expires",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "When site IT is warned that a newer one is due (default: in 365 days).")
    private Optional<Instant> expires = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to make.")
    private Path out;

    @Mixin
    private NotedOption noted = new NotedOption();

    @Mixin
    private JsonAnswer json = new JsonAnswer();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<NamedKey> keys = Signers.read(signers, Console.of(spec));
        FileReport report = switch (next(keys)) {
            case Verdict.Accepted<byte[]>(byte[] file) -> TrustInit.write(file, out, noted);
            case Verdict.Refused<byte[]>(Refusal refusal) -> FileReport.refused(refusal);
        };
        report.answer(Console.of(spec), out, json.isAsked());
        return report.exitCode().status();
    }

    private Verdict<byte[]> next(List<NamedKey> keys) throws IOException {
        return switch (TrustSuccessor.of(read(current))) {
            case Verdict.Accepted<TrustSuccessor>(TrustSuccessor next) ->
                change(next).seal(expires.orElseGet(TrustInit::inAYear), keys);
            case Verdict.Refused<TrustSuccessor>(Refusal refusal) -> Verdict.refused(refusal);
        };
    }

    private TrustSuccessor change(TrustSuccessor next) throws IOException {
        next.drop(dropped);
        next.revoke(revoked);
        next.add(Role.ROOT, TrustInit.publicKeys(roots));
        next.add(Role.LICENSE, TrustInit.publicKeys(licenses));
        next.add(Role.UPDATE, TrustInit.publicKeys(updates));
        rootThreshold.ifPresent(threshold -> next.require(Role.ROOT, threshold));
        licenseThreshold.ifPresent(threshold -> next.require(Role.LICENSE, threshold));
        updateThreshold.ifPresent(threshold -> next.require(Role.UPDATE, threshold));
        return next;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Limits.SMALL_ENVELOPE_MAX_BYTES + 2);
        }
    }
}
