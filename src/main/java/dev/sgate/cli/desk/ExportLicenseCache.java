package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.cache.CacheOrder;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.mint.CacheMint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

/** {@code sgate export license-cache}: lets one user's machine run offline for the hours of its tier. */
@Command(
        name = "license-cache",
        description = "Sign a license cache (.license-cache).",
        footer = {
            "",
            "The file holds the license key in clear and is readable by its owner alone. It is signed with an RSA key of 4096 bits"
                    + " (keygen --algorithm rsa-4096) that has the license role."
        })
public final class ExportLicenseCache implements Callable<Integer> {
    private static final int DEFAULT_DAYS = 30;
    private static final int KEY_TEXT_MAX_BYTES = 1 << 10;
    private static final String FILE_NAME = ".license-cache";
    private static final Path STANDARD_INPUT = Path.of("-");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The private RSA-4096 license key (.pem, or pkcs11:...).")
    private String key;

    @Option(
            names = "--license-key",
            paramLabel = "KEY",
            description = "The customer's license key; other users of this machine can see it while the command runs.")
    private Optional<String> licenseKey = Optional.empty();

    @Option(
            names = "--license-key-file",
            paramLabel = "FILE",
            description = "A file with the customer's license key; - for standard input.")
    private Optional<Path> licenseKeyFile = Optional.empty();

    @Option(
            names = "--tier",
            defaultValue = "pro",
            paramLabel = "NAME",
            description = "free, pro (default), team, enterprise.")
    private String tier;

    @Option(
            names = "--feature",
            split = ",",
            paramLabel = "NAME",
            description = "What it may offer; several with commas.")
    private List<String> features = List.of();

    @Option(
            names = "--email",
            defaultValue = "",
            paramLabel = "ADDRESS",
            description = "The user's address; with --email-consent alone (default: none).")
    private String email;

    @Option(names = "--email-consent", description = "The user agreed to have the address in the file.")
    private boolean emailConsent;

    @Option(
            names = "--hardware-id",
            required = true,
            paramLabel = "DIGEST",
            description = "The fingerprint of the user's machine, 64 small hex digits.")
    private String hardwareId;

    @Option(
            names = "--valid-until",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "The end of the subscription (default: in " + DEFAULT_DAYS + " days).")
    private Optional<Instant> validUntil = Optional.empty();

    @Mixin
    private OutOption out;

    @Mixin
    private NotedOption noted = new NotedOption();

    @Mixin
    private JsonAnswer json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        CacheOrder order = order(now);
        NamedKey signer = Signers.read(List.of(key), Console.of(spec)).getFirst();
        byte[] cache = new CacheMint(signer).mint(order, now);
        Path file = out.file(FILE_NAME);
        noted.note(
                AuditAction.LICENSE_CACHE_SIGNED,
                order.licenseKey().hash().hex(),
                Payloads.members("keyid", signer.kid(), "validUntil", order.expiresAt(), "sha256", Sha256.of(cache)));
        CacheMint.write(file, cache);
        FileReport.made(Payloads.members(
                        "type", "license-cache",
                        "licenseKeyHash", order.licenseKey().hash().hex(),
                        "tier", order.tier(),
                        "features", order.features(),
                        "validUntil", order.expiresAt(),
                        "bytes", cache.length))
                .answer(Console.of(spec), file, json.isAsked());
        return ExitCode.DONE.status();
    }

    private CacheOrder order(Instant now) throws IOException {
        if (!email.isEmpty() && !emailConsent) {
            throw new ParameterException(
                    spec.commandLine(), "an address is a person's: --email needs --email-consent, or leave it out");
        }
        return new CacheOrder(
                new LicenseKey(licenseKeyText().strip()),
                tier,
                features,
                email,
                Sha256.find(hardwareId)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--hardware-id takes 64 small hex digits, not " + hardwareId)),
                validUntil.orElseGet(() -> now.plus(DEFAULT_DAYS, ChronoUnit.DAYS)));
    }

    private String licenseKeyText() throws IOException {
        if (licenseKey.isPresent() == licenseKeyFile.isPresent()) {
            throw new ParameterException(spec.commandLine(), "whose? --license-key KEY, or --license-key-file FILE");
        }
        return licenseKey.isPresent() ? licenseKey.get() : read(licenseKeyFile.orElseThrow());
    }

    private static String read(Path file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return text(System.in);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return text(in);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(KEY_TEXT_MAX_BYTES), StandardCharsets.UTF_8);
    }
}
