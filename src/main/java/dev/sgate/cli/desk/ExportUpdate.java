package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.Progress;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.release.App;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.mint.AppFile;
import dev.sgate.vendor.mint.MintedUpdate;
import dev.sgate.vendor.mint.SealedFileWriter;
import dev.sgate.vendor.mint.UpdateExport;
import dev.sgate.vendor.mint.UpdateMint;
import dev.sgate.vendor.mint.UpdateOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate export update}: an application's new version, without a license. */
@Command(
        name = "update",
        description = "Sign an application update (.sgupd).",
        footer = {
            "",
            "A file ending in .tar.gz, .tgz, .tar.zst, .tzst or .zip is unpacked on site and needs --run; any other is one"
                    + " executable. Put the update on a stick as it is, or inside a license: export license --update."
        })
public final class ExportUpdate implements Callable<Integer> {
    @Mixin
    private Signers signers;

    @Option(names = "--app", required = true, paramLabel = "FILE", description = "The application.")
    private Path app;

    @Option(names = "--product", required = true, paramLabel = "NAME", description = "The product, as in the licenses.")
    private String product;

    @Option(names = "--name", paramLabel = "NAME", description = "The application's name (default: the product).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--app-version",
            required = true,
            paramLabel = "VERSION",
            description = "The new version, e.g. 1.4.0.")
    private String version;

    @Option(
            names = "--platform",
            defaultValue = "linux/amd64",
            paramLabel = "NAME",
            description = "linux/amd64 (default), linux/arm64 or any.")
    private String platform;

    @Option(
            names = "--run",
            paramLabel = "WORD",
            description =
                    "For an archive: the command, its first word a path inside; once for each word (--run=--flag).")
    private List<String> run = List.of();

    @Option(
            names = "--file-name",
            paramLabel = "NAME",
            description = "For one executable: the name it is installed under (default: the file's own).")
    private Optional<String> fileName = Optional.empty();

    @Mixin
    private HealthOptions health;

    @Option(
            names = "--minimum-version",
            paramLabel = "VERSION",
            description = "Once this release is committed, the site never goes below this version.")
    private Optional<String> minimumVersion = Optional.empty();

    @Option(names = "--allow-downgrade", description = "May replace a newer version; needs --expires within 30 days.")
    private boolean allowDowngrade;

    @Option(
            names = "--expires",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Not installed after this.")
    private Optional<Instant> expires = Optional.empty();

    @Option(
            names = "--ledger",
            converter = LedgerWord.class,
            paramLabel = "FILE|URL",
            description = "Also remember it in this ledger, for `export license --with-app`.")
    private Optional<LedgerPlace> ledger = Optional.empty();

    @Option(
            names = "--revocations",
            description =
                    "Bring the newest revocation list along; needs --ledger, and a license key behind the update key at"
                            + " --key.")
    private boolean revocations;

    @Mixin
    private OutOption out;

    @Mixin
    private JsonAnswer json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<NamedKey> keys = signers.read();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        MintedUpdate minted = mint(keys, now);
        Path file = out.file(minted.fileName());
        try (Progress progress = Console.of(spec)
                .progress("writing " + file.getFileName(), minted.app().length())) {
            SealedFileWriter.write(file, minted, progress);
        }
        report(file, minted);
        return ExitCode.DONE.status();
    }

    private MintedUpdate mint(List<NamedKey> keys, Instant now) throws IOException {
        if (ledger.isEmpty()) {
            if (revocations) {
                throw new ParameterException(
                        spec.commandLine(), "--revocations needs --ledger, where the numbers of the lists are");
            }
            return UpdateMint.mint(order(), measure(), Optional.empty(), keys, now);
        }
        AppFile measured = measure();
        try (DeskLedger desk = DeskLedger.open(ledger.get())) {
            return new UpdateExport(desk, keys).mint(order(), measured, revocations, out.path(), now);
        }
    }

    private AppFile measure() throws IOException {
        try (Progress progress = Console.of(spec).progress("hashing " + app.getFileName(), Files.size(app))) {
            return AppFile.measure(app, progress);
        }
    }

    private UpdateOrder order() {
        return new UpdateOrder(
                app,
                product,
                name.orElse(product),
                version,
                platform,
                fileName,
                run,
                Optional.of(health.healthCheck()),
                minimumVersion,
                allowDowngrade,
                expires);
    }

    private void report(Path file, MintedUpdate minted) throws IOException {
        App sealed = minted.terms().app();
        FileReport.made(Payloads.members(
                        "type", "update",
                        "identity", minted.identity(),
                        "updateId", minted.terms().updateId(),
                        "product", minted.terms().product(),
                        "application", sealed.name(),
                        "version", sealed.version(),
                        "platform", sealed.platform(),
                        "mediaType", sealed.mediaType().mediaType(),
                        "length", sealed.length(),
                        "sha256", sealed.sha256(),
                        "unpackedLength", sealed.unpackedLength(),
                        "unpackedFiles", sealed.unpackedFiles(),
                        "expires", minted.terms().expires(),
                        "crlNumber", minted.terms().crl().map(RevocationList::number),
                        "bytes", Files.size(file)))
                .answer(Console.of(spec), file, json.isAsked());
    }
}
