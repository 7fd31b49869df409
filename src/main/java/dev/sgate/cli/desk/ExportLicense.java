package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.Lifetime;
import dev.sgate.cli.terminal.Progress;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.host.TrustFile;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.license.Policy;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.keys.JournalKeyFile;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.mint.LicenseMint;
import dev.sgate.vendor.mint.LicenseOrder;
import dev.sgate.vendor.mint.MintedLicense;
import dev.sgate.vendor.mint.SealedFileWriter;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate export license}: mints a bundle, with or without an update inside. */
@Command(
        name = "license",
        description = "Sign a license bundle (.sglic).",
        footer = {
            "",
            "The ledger gives the bundle its serial and remembers it: keep one ledger, and back it up. A new license gets a key"
                    + " that is shown once; --license names an old one for its next bundle.",
            "A bundle that names no appliance opens a pool only within 7 days, so that a lost stick soon is worth nothing."
        })
public final class ExportLicense implements Callable<Integer> {
    private static final int DEFAULT_DAYS = 30;

    @Mixin
    private Signers signers;

    @Option(
            names = "--ledger",
            required = true,
            converter = LedgerWord.class,
            paramLabel = "FILE|URL",
            description = "The desk's ledger; made if missing.")
    private LedgerPlace ledger;

    @Option(names = "--customer", paramLabel = "NAME", description = "Whom a new license is for.")
    private Optional<String> customer = Optional.empty();

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description = "What a new license is for: small letters, digits, hyphens and underscores.")
    private Optional<String> product = Optional.empty();

    @Option(
            names = "--license-key",
            paramLabel = "KEY",
            description = "The key of a new license, at least 16 characters (default: one is made).")
    private Optional<String> licenseKey = Optional.empty();

    @Option(
            names = "--license",
            paramLabel = "ID",
            description = "Mint the next bundle of this license instead of a new one.")
    private Optional<UUID> license = Optional.empty();

    @Option(
            names = "--pool",
            required = true,
            paramLabel = "N",
            description = "How many devices may use it, 1 to 1,000,000.")
    private long pool;

    @Option(
            names = "--valid-until",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Hard expiry (default: in " + DEFAULT_DAYS
                    + " days; 7 to 14 days for weekly visits, 60 to 90 for quarterly).")
    private Optional<Instant> validUntil = Optional.empty();

    @Option(
            names = "--tier",
            defaultValue = "pro",
            paramLabel = "NAME",
            description = "free, pro (default), team, enterprise: how long a device may go without contact.")
    private String tier;

    @Option(
            names = "--entitlement",
            split = ",",
            paramLabel = "NAME",
            description = "What the application may offer; several with commas.")
    private List<String> entitlements = List.of();

    @Option(
            names = "--site",
            defaultValue = "",
            paramLabel = "NAME",
            description = "The site, where a customer has several.")
    private String site;

    @Option(
            names = "--device",
            split = ",",
            paramLabel = "FINGERPRINT",
            description = "Devices that always have a seat, 64 hex digits each.")
    private List<String> devices = List.of();

    @Option(
            names = "--appliance",
            split = ",",
            paramLabel = "KEY-ID",
            description =
                    "Device keys of the appliances it is for, 64 hex digits each (default: those that the ledger knows).")
    private List<String> appliances = List.of();

    @Option(
            names = "--activate-by",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Opens no new pool after this (default: 7 days where no appliance is named).")
    private Optional<Instant> activateBy = Optional.empty();

    @Option(names = "--reset-devices", description = "Free all seats on site: the devices are counted anew.")
    private boolean resetDevices;

    @Option(names = "--confirm", description = "A person on site must say yes before it counts (`sgate activate`).")
    private boolean confirm;

    @Option(
            names = "--journal-key",
            paramLabel = "FILE",
            description =
                    "The journal key (.pub) that appliances encrypt their journals to (default: they are only signed).")
    private Optional<Path> journalKey = Optional.empty();

    @Option(names = "--update", paramLabel = "FILE", description = "An update (.sgupd) to carry along; needs --trust.")
    private Optional<Path> update = Optional.empty();

    @Option(names = "--trust", paramLabel = "FILE", description = "The trust document that the update is checked with.")
    private Optional<Path> trust = Optional.empty();

    @Mixin
    private OutOption out;

    @Mixin
    private JsonAnswer json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (update.isEmpty()) {
            return export(Optional.empty());
        }
        return switch (UpdateFile.open(update.get(), keyring())) {
            case Verdict.Accepted<UpdateFile>(UpdateFile inside) -> export(Optional.of(inside));
            case Verdict.Refused<UpdateFile>(Refusal refusal) -> {
                FileReport report = FileReport.refused(refusal);
                report.answer(Console.of(spec), update.get(), json.isAsked());
                yield report.exitCode().status();
            }
        };
    }

    private Keyring keyring() {
        Path document = trust.orElseThrow(() -> new ParameterException(
                spec.commandLine(), "--update needs --trust, to check it before it goes on a stick"));
        return new TrustFile(document).current();
    }

    private int export(Optional<UpdateFile> inside) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (DeskLedger desk = DeskLedger.open(ledger)) {
            MintedLicense minted =
                    new LicenseMint(desk, signers.read()).mint(order(now), inside.map(UpdateFile::line), now);
            Path file = out.file(minted.fileName());
            write(file, minted, inside);
            report(file, minted);
        }
        return ExitCode.DONE.status();
    }

    private void write(Path file, MintedLicense minted, Optional<UpdateFile> inside) throws IOException {
        long bytes = inside.map(UpdateFile::attachmentBytes).orElse(0L);
        try (Progress progress = Console.of(spec).progress("writing " + file.getFileName(), bytes)) {
            SealedFileWriter.write(file, minted, inside, progress);
        }
    }

    private LicenseOrder order(Instant now) throws IOException {
        return new LicenseOrder(
                license,
                licenseKey.map(LicenseKey::new),
                product,
                customer,
                site,
                tier,
                entitlements,
                pool,
                digests(devices, "--device").stream().map(Fingerprint::new).toList(),
                resetDevices,
                validUntil.orElseGet(() -> now.plus(DEFAULT_DAYS, ChronoUnit.DAYS)),
                digests(appliances, "--appliance"),
                activateBy,
                confirm ? Policy.DEFAULT.confirmedByPerson() : Policy.DEFAULT,
                journalKey());
    }

    private Optional<JournalKey> journalKey() throws IOException {
        return journalKey.isPresent() ? Optional.of(JournalKeyFile.readPublic(journalKey.get())) : Optional.empty();
    }

    private List<Sha256> digests(List<String> words, String option) {
        return words.stream()
                .map(word -> Sha256.find(word)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), option + " takes 64 small hex digits, not " + word)))
                .toList();
    }

    private void report(Path file, MintedLicense minted) throws IOException {
        LicenseTerms terms = minted.terms();
        Lifetime life = Lifetime.of(terms);
        FileReport.made(Payloads.members(
                        "type", "license",
                        "identity", minted.identity(),
                        "bundleId", terms.bundleId(),
                        "serial", terms.serial(),
                        "licenseId", terms.licenseId(),
                        "licenseKey", minted.newKey().map(LicenseKey::written),
                        "product", terms.product(),
                        "customer", terms.customer(),
                        "validUntil", terms.validUntil(),
                        "activateBy", terms.activateBy(),
                        "appliances", terms.appliances(),
                        "crlNumber", terms.crl().number(),
                        "bytes", Files.size(file),
                        "stolenLivesUntil", life.until(),
                        "stolenLives", life.sentence()))
                .answer(Console.of(spec), file, json.isAsked());
    }
}
