package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.LicenseMint;
import dev.sgate.vendor.mint.LicenseOrder;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.SoldLicense;
import dev.sgate.vendor.mint.StandingTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate license rekey}: what to do when a stick was lost (S96-S98). */
@Command(
        name = "rekey",
        description = "Revoke the key and make a new license on the same terms.",
        footer = {
            "",
            "With --key, each site whose bundle is in time gets a new one at once, for 7 days: until then somebody has looked after"
                    + " the lost stick. Any of these bundles brings the news that the old key is revoked."
        })
final class LicenseRekey implements Callable<Integer> {
    private static final int SHORT_DAYS = 7;

    @Mixin
    private LedgerOption ledger;

    @Parameters(paramLabel = "ID")
    private UUID id;

    @Option(
            names = "--key",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Private license keys (.pem, or pkcs11:...): sign new bundles for the sites at once.")
    private List<String> keys = List.of();

    @Mixin
    private JournalKeyOption journalKey;

    @Option(
            names = "--valid-until",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Of the new bundles (default: in " + SHORT_DAYS + " days).")
    private Optional<Instant> validUntil = Optional.empty();

    @Option(names = "--out", defaultValue = ".", paramLabel = "DIR", description = "Their folder (default: here).")
    private Path out;

    @Option(names = "--json", description = "Answer in JSON, one line for each.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instant now = LedgerOption.now();
        List<NamedKey> signers = Signers.read(keys, Console.of(spec));
        if (!signers.isEmpty()) {
            MintReport.requireFolder(out);
        }
        Optional<JournalKey> journals = journalKey.read();
        ExitCode worst = ExitCode.DONE;
        try (DeskLedger desk = ledger.open()) {
            SoldLicense heir = new Licenses(desk).rekey(id, now);
            LicenseFacts.of(heir).answer(Console.of(spec), json);
            if (!signers.isEmpty()) {
                LicenseMint mint = new LicenseMint(desk, signers);
                MintReport report = new MintReport(desk, spec, json);
                for (LicenseOrder order : orders(desk, heir, journals, now)) {
                    int status = report.finish(mint.mint(order, now), out, now);
                    worst = worst.worst(status == ExitCode.DONE.status() ? ExitCode.DONE : ExitCode.REFUSED);
                }
            }
        }
        return worst.status();
    }

    /** The same seats on the same terms again, for each site whose bundle is in time; never past the license's end. */
    private List<LicenseOrder> orders(DeskLedger desk, SoldLicense heir, Optional<JournalKey> journals, Instant now) {
        Instant wanted = validUntil.orElseGet(() -> now.plus(SHORT_DAYS, ChronoUnit.DAYS));
        Instant end = validUntil.isEmpty() && wanted.isAfter(heir.license().expiresAt())
                ? heir.license().expiresAt()
                : wanted;
        return desk.read(connection -> {
            StandingTerms standing = new StandingTerms(connection);
            List<LicenseOrder> orders = new ArrayList<>();
            for (BundleTable.Bundle bundle : BundleTable.newest(connection, id)) {
                if (!bundle.validUntil().isBefore(now)) {
                    LicenseOrder order = LicenseOrder.next(heir.license().id(), bundle.site(), bundle.poolSize(), end)
                            .withJournalsTo(journals)
                            .onlySigned(journalKey.isDropped());
                    orders.add(standing.complete(order, id));
                }
            }
            return orders;
        });
    }
}
