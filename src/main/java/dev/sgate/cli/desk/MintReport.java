package dev.sgate.cli.desk;

import dev.sgate.cli.desk.wizard.FileSize;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.Lifetime;
import dev.sgate.cli.terminal.Progress;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerBackup;
import dev.sgate.vendor.mint.Decline;
import dev.sgate.vendor.mint.MintOutcome;
import dev.sgate.vendor.mint.MintedLicense;
import dev.sgate.vendor.mint.SealedFileWriter;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;

/** What happens to a bundle once the rules are through with it: its file, its place in the ledger, and the answer. */
final class MintReport {
    private final DeskLedger desk;
    private final Console console;
    private final boolean json;

    MintReport(DeskLedger desk, CommandSpec spec, boolean json) {
        this.desk = desk;
        this.console = Console.of(spec);
        this.json = json;
    }

    /** Writes the bundle that was made, or says why none was; both are an answer. */
    int finish(MintOutcome outcome, Path out, Instant now) throws IOException {
        warnIfBlind();
        return switch (outcome) {
            case MintOutcome.Made(MintedLicense minted) -> {
                answer(minted, writeOrTell(minted, out, now));
                yield ExitCode.DONE.status();
            }
            case MintOutcome.Declined(Decline decline) -> declined(decline);
            case MintOutcome.HeldBack() -> throw new IllegalStateException("one order is held back by no other");
        };
    }

    /** A restored ledger may give a number out twice, until a journal has told which are in use (BEHAVIOUR 6). */
    void warnIfBlind() {
        Optional<Instant> restored = desk.read(LedgerBackup::restoredAndBlind);
        restored.ifPresent(at -> console.note("this ledger was restored from a backup at " + Payloads.time(at)
                + " and no journal was imported since; its next numbers may be in use already: import journals first"));
    }

    /**
     * Whether a file can be made there, asked before anything is minted for it.
     *
     * @throws BadInput if not
     */
    static void requireRoom(Path out) {
        if (Files.isDirectory(out)) {
            if (!Files.isWritable(out)) {
                throw new BadInput("nothing can be written to " + out + "; nothing was made");
            }
            return;
        }
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadInput(out + " is there already; nothing was made");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BadInput("there is no folder for " + out + "; nothing was made");
        }
    }

    /** The same for a folder that is there. */
    static void requireFolder(Path out) {
        if (!Files.isDirectory(out)) {
            throw new BadInput("--out is a folder, and " + out + " is none; nothing was made");
        }
        requireRoom(out);
    }

    /** A bundle whose file fails stands in the ledger all the same: its ids, and a key that is shown only once, must not be lost. */
    private Path writeOrTell(MintedLicense minted, Path out, Instant now) throws IOException {
        try {
            Path file = write(minted, SealedFileWriter.target(out, minted.fileName()));
            remember(Map.of(file, minted), now);
            return file;
        } catch (IOException | RuntimeException failed) {
            LicenseTerms terms = minted.terms();
            console.note("bundle " + terms.bundleId() + " of license " + terms.licenseId()
                    + minted.newKey().map(key -> ", key " + key.written()).orElse("")
                    + ", stands in the ledger, but its file could not be written; once there is room: sgate export again "
                    + terms.bundleId());
            throw failed;
        }
    }

    /** Remembers under which names bundles were written (S27). */
    void remember(Map<Path, MintedLicense> written, Instant now) {
        desk.change(connection -> {
            for (Map.Entry<Path, MintedLicense> file : written.entrySet()) {
                UUID bundle = file.getValue().terms().bundleId();
                BundleTable.exported(
                        connection, bundle, file.getKey().getFileName().toString(), now);
            }
            return written;
        });
    }

    /** Writes the file. */
    Path write(MintedLicense minted, Path file) throws IOException {
        long bytes = minted.update().map(UpdateFile::attachmentBytes).orElse(0L);
        try (Progress progress = console.progress("writing " + file.getFileName(), bytes)) {
            SealedFileWriter.write(file, minted, progress);
        }
        return file;
    }

    private void answer(MintedLicense minted, Path file) throws IOException {
        LicenseTerms terms = minted.terms();
        Lifetime life = Lifetime.of(terms);
        long bytes = Files.size(file);
        FileReport.made(Payloads.members(
                        "type", "license",
                        "identity", minted.identity(),
                        "bundleId", terms.bundleId(),
                        "serial", terms.serial(),
                        "licenseId", terms.licenseId(),
                        "licenseKey", minted.newKey().map(LicenseKey::written),
                        "product", terms.product(),
                        "customer", terms.customer(),
                        "pool", terms.pool().size(),
                        "validUntil", terms.validUntil(),
                        "activateBy", terms.activateBy(),
                        "appliances", terms.appliances(),
                        "crlNumber", terms.crl().number(),
                        "bytes", bytes,
                        "size", FileSize.words(bytes),
                        "stolenLivesUntil", life.until(),
                        "stolenLives", life.sentence(),
                        "madeToo", minted.madeOnTheWay(),
                        "endsWithLicense", minted.cut()))
                .answer(console, file, json);
    }

    /** Says which rule stands in the way, and what to do. */
    private int declined(Decline decline) {
        if (json) {
            console.answer(Payloads.members(
                    "outcome", "declined",
                    "reason", decline.reason().word(),
                    "sentence", decline.sentence(),
                    "remedy", decline.remedy()));
        } else {
            console.answer("declined: " + decline.sentence());
            console.answer("  " + decline.remedy());
        }
        return ExitCode.REFUSED.status();
    }
}
