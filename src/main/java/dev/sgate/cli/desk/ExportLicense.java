package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.LicenseMint;
import dev.sgate.vendor.mint.LicenseOrder;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sgate export license}: mints a bundle by the rules of the desk, with or without an update inside; or many at once, from a
 * list. Without {@code --license} it takes the short cut: tenant, application and license are made on the way.
 */
@Command(
        name = "license",
        description = "Sign a license bundle (.sglic).",
        footer = {
            "",
            "The ledger gives the bundle its serial and remembers it: keep one ledger, and back it up. --license names a license"
                    + " that `license create` made. The short cut --customer and --product makes what is missing on the way: the"
                    + " ledger's first tenant, or one more with --new-customer (plan professional, offline on), the application, and a license for --pool devices until"
                    + " --valid-until; its key is shown once.",
            "A bundle that names no appliance opens a pool only within 7 days, so that a lost stick soon is worth nothing.",
            "--batch takes a CSV with a heading: license, pool, and if wanted valid_until (a date or days), site, entitlements,"
                    + " appliances, activate_by, reset_devices, with_app. One bad row, and none is made.",
            "The exit status is 4 where a rule of the desk declines."
        })
public final class ExportLicense implements Callable<Integer> {
    @Mixin
    private SigningOptions signing;

    @Mixin
    private CustomerOption customer;

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
            paramLabel = "N",
            description = "How many devices may use it, 1 to as many as the license has.")
    private Optional<Long> pool = Optional.empty();

    @Option(
            names = "--valid-until",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description =
                    "Hard expiry (default: in 30 days, or the license's end before; 7 to 14 days for weekly visits, 60 to 90"
                            + " for quarterly).")
    private Optional<Instant> validUntil = Optional.empty();

    @Option(
            names = "--tier",
            paramLabel = "NAME",
            description =
                    "Of a new license: free, pro (default), team, enterprise: how long a device may go without contact.")
    private Optional<String> tier = Optional.empty();

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

    @Mixin
    private PolicyOptions policy;

    @Option(
            names = "--with-app",
            description = "Carry along the newest update that the desk knows (sgate app add); needs --trust.")
    private boolean withApp;

    @Option(names = "--platform", paramLabel = "NAME", description = "With --with-app: the newest for this platform.")
    private Optional<String> platform = Optional.empty();

    @Option(names = "--update", paramLabel = "FILE", description = "An update (.sgupd) to carry along; needs --trust.")
    private Optional<Path> update = Optional.empty();

    @Option(names = "--trust", paramLabel = "FILE", description = "The trust document that the update is checked with.")
    private Optional<Path> trust = Optional.empty();

    @Option(names = "--batch", paramLabel = "FILE", description = "Many bundles, from a CSV; --out is then a folder.")
    private Optional<Path> batch = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (batch.isPresent()) {
            requireOnlyBatchOptions();
            return new BatchExport(signing, spec).run(batch.get(), trust);
        }
        if (update.isEmpty()) {
            return export(Optional.empty());
        }
        return GivenUpdate.check(update.get(), trust, spec, signing.json(), inside -> export(Optional.of(inside)));
    }

    /** A list says all of it in its rows: an option beside it that nobody would read is a mistake. */
    private void requireOnlyBatchOptions() {
        Set<String> used = Set.of(
                "--key", "--ledger", "--journal-key", "--no-journal-key", "--out", "--json", "--trust", "--batch");
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !used.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ParameterException(
                            spec.commandLine(), "--batch has no " + name + ": each row of the list says it");
                });
    }

    private int export(Optional<UpdateFile> named) throws IOException {
        Instant now = LedgerOption.now();
        LicenseOrder order = order();
        MintReport.requireRoom(signing.out());
        try (DeskLedger desk = signing.ledger().openOrMake()) {
            if (license.isEmpty()) {
                customer.requireMeant(desk);
            }
            Optional<UpdateFile> inside = withApp ? Optional.of(newest(desk)) : named;
            LicenseMint mint = new LicenseMint(desk, signing.keys());
            return new MintReport(desk, spec, signing.json())
                    .finish(mint.mint(inside.map(order::carrying).orElse(order), now), signing.out(), now);
        }
    }

    private UpdateFile newest(DeskLedger desk) throws IOException {
        String of = license.map(id ->
                        desk.read(connection -> Licenses.get(connection, id)).product())
                .or(() -> product)
                .orElseThrow(() -> new BadInput("a new license needs a product"));
        return NewestApp.open(desk, of, platform, GivenUpdate.keyring(trust, spec, "--with-app"));
    }

    private LicenseOrder order() throws IOException {
        return new LicenseOrder(
                license,
                licenseKey.map(LicenseKey::new),
                product,
                customer.name(),
                site,
                tier,
                entitlements,
                pool.orElseThrow(() -> new ParameterException(spec.commandLine(), "how many devices? --pool N")),
                digests(devices, "--device").stream().map(Fingerprint::new).toList(),
                resetDevices,
                validUntil,
                digests(appliances, "--appliance"),
                activateBy,
                policy.policy(),
                signing.journalKey(),
                signing.onlySigned(),
                Optional.empty());
    }

    private List<Sha256> digests(List<String> words, String option) {
        return words.stream()
                .map(word -> Sha256.find(word)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), option + " takes 64 small hex digits, not " + word)))
                .toList();
    }
}
