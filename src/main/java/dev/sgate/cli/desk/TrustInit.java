package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.keys.KeyFile;
import dev.sgate.vendor.keys.TrustDraft;
import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate trust init}: the first trust document. */
@Command(
        name = "init",
        description = "Make the first trust document.",
        footer = {
            "",
            "The root keys sign this document and its successors; the license and update keys sign the files on the sticks."
                    + " Site IT puts the document in place on each appliance, with mode 0644 and owned by root."
        })
public final class TrustInit implements Callable<Integer> {
    private static final int DEFAULT_DAYS = 365;

    @Option(
            names = "--root",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Public root keys (.pub).")
    private List<Path> root;

    @Option(
            names = "--license",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Public keys that may sign licenses.")
    private List<Path> license;

    @Option(
            names = "--update",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Public keys that may sign updates.")
    private List<Path> update;

    @Option(
            names = "--sign",
            required = true,
            arity = "1..*",
            paramLabel = "KEY",
            description = "The private root keys (.pem, or pkcs11:...) that sign, at least --root-threshold of them.")
    private List<String> signers;

    @Option(
            names = "--root-threshold",
            defaultValue = "1",
            paramLabel = "N",
            description = "Root keys that must sign (default: 1).")
    private int rootThreshold;

    @Option(
            names = "--license-threshold",
            defaultValue = "1",
            paramLabel = "N",
            description = "License keys that must sign a license (default: 1).")
    private int licenseThreshold;

    @Option(
            names = "--update-threshold",
            defaultValue = "1",
            paramLabel = "N",
            description = "Update keys that must sign an update (default: 1).")
    private int updateThreshold;

    @Option(
            names = "--first-version",
            defaultValue = "1",
            paramLabel = "N",
            description = "Its version (default: 1); after the loss of all root keys higher than any that was made.")
    private long firstVersion;

    @Option(
            names = "--expires",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "When site IT is warned that a newer one is due (default: in " + DEFAULT_DAYS + " days).")
    private Optional<Instant> expires = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to make, e.g. vendor.sgtrust.")
    private Path out;

    @Mixin
    private NotedOption noted = new NotedOption();

    @Mixin
    private JsonAnswer json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrustDraft draft = new TrustDraft();
        draft.add(Role.ROOT, publicKeys(root), rootThreshold);
        draft.add(Role.LICENSE, publicKeys(license), licenseThreshold);
        draft.add(Role.UPDATE, publicKeys(update), updateThreshold);
        Verdict<byte[]> sealed = draft.seal(
                firstVersion, expires.orElseGet(TrustInit::inAYear), Signers.read(signers, Console.of(spec)));
        FileReport report = switch (sealed) {
            case Verdict.Accepted<byte[]>(byte[] file) -> write(file, out, noted);
            case Verdict.Refused<byte[]>(Refusal refusal) -> FileReport.refused(refusal);
        };
        report.answer(Console.of(spec), out, json.isAsked());
        return report.exitCode().status();
    }

    /** Noted before it is there: what is signed and never used harms nobody, what is used and not noted does. */
    static FileReport write(byte[] file, Path out, NotedOption noted) throws IOException {
        noted.note(
                AuditAction.TRUST_DOCUMENT_MADE,
                String.valueOf(out.getFileName()),
                Payloads.members("sha256", Sha256.of(file)));
        TrustDraft.write(out, file);
        return TrustShow.report(file).made();
    }

    static Instant inAYear() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(DEFAULT_DAYS, ChronoUnit.DAYS);
    }

    static List<KeyFile.PublicKey> publicKeys(List<Path> files) throws IOException {
        List<KeyFile.PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(KeyFile.readPublic(file));
        }
        return keys;
    }
}
