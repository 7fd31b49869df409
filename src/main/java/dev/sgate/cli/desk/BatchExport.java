package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.host.TrustFile;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.mint.Decline;
import dev.sgate.vendor.mint.LicenseMint;
import dev.sgate.vendor.mint.LicenseOrder;
import dev.sgate.vendor.mint.MintOutcome;
import dev.sgate.vendor.mint.MintedLicense;
import dev.sgate.vendor.mint.OrderLine;
import dev.sgate.vendor.mint.OrderSheet;
import dev.sgate.vendor.mint.SheetFault;
import dev.sgate.vendor.mint.StandingTerms;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Many bundles from one list: every row is read and judged before the first bundle is made, and one bad row makes none. The bundles
 * stand in the ledger together; then their files are written, and last a list of them.
 */
final class BatchExport {
    /** So many files are written before the ledger hears of them. */
    private static final int CHUNK_ROWS = 1_000;

    private final SigningOptions signing;
    private final CommandSpec spec;

    BatchExport(SigningOptions signing, CommandSpec spec) {
        this.signing = signing;
        this.spec = spec;
    }

    int run(Path list, Optional<Path> trust) throws IOException {
        Path result = requireFolder().resolve(MadeList.NAME);
        Instant now = LedgerOption.now();
        OrderSheet sheet = OrderSheet.read(list, now);
        try (DeskLedger desk = signing.ledger().open()) {
            List<SheetFault> faults = new ArrayList<>(sheet.faults());
            List<LicenseOrder> orders = complete(desk, sheet.lines(), trust, faults);
            if (!faults.isEmpty()) {
                return refuse(faults);
            }
            Optional<JournalKey> journalKey = signing.journalKey();
            LicenseMint mint = new LicenseMint(desk, signing.keys());
            List<MintOutcome> outcomes = mint.mintAll(asBefore(desk, orders, journalKey), now);
            faults.addAll(declines(sheet.lines(), outcomes));
            return faults.isEmpty() ? write(desk, mint, sheet.lines(), outcomes, result, now) : refuse(faults);
        }
    }

    /** What a row leaves open is as the site has it. */
    private List<LicenseOrder> asBefore(DeskLedger desk, List<LicenseOrder> orders, Optional<JournalKey> journalKey) {
        return desk.read(connection -> {
            StandingTerms standing = new StandingTerms(connection);
            List<LicenseOrder> complete = new ArrayList<>();
            for (LicenseOrder order : orders) {
                complete.add(standing.complete(
                        order.withJournalsTo(journalKey).onlySigned(signing.onlySigned()),
                        order.license().orElseThrow()));
            }
            return complete;
        });
    }

    private Path requireFolder() {
        Path folder = signing.out();
        if (!Files.isDirectory(folder)) {
            throw new BadInput("--out is a folder for many bundles, and " + folder + " is none");
        }
        if (Files.exists(folder.resolve(MadeList.NAME))) {
            throw new BadInput(folder.resolve(MadeList.NAME) + " is there already: take another folder");
        }
        return folder;
    }

    /** The orders with their updates; what names an unknown license, or an update that is not to be had, is a fault. */
    private static List<LicenseOrder> complete(
            DeskLedger desk, List<OrderLine> lines, Optional<Path> trust, List<SheetFault> faults) throws IOException {
        Map<String, UpdateFile> updates = new HashMap<>();
        List<LicenseOrder> orders = new ArrayList<>();
        for (OrderLine line : lines) {
            UUID id = line.order().license().orElseThrow();
            Optional<License> license = desk.read(connection -> LicenseTable.find(connection, id));
            if (license.isEmpty()) {
                faults.add(new SheetFault(line.line(), "license", "the ledger knows no license " + id, false));
            } else if (line.withApp()) {
                String product = license.get().product();
                if (!updates.containsKey(product)) {
                    updates.put(product, newest(desk, product, trust));
                }
                orders.add(line.order().carrying(updates.get(product)));
            } else {
                orders.add(line.order());
            }
        }
        return orders;
    }

    private static UpdateFile newest(DeskLedger desk, String product, Optional<Path> trust) throws IOException {
        Path document = trust.orElseThrow(() -> new BadInput("with_app needs --trust, to check the update first"));
        return NewestApp.open(desk, product, Optional.empty(), new TrustFile(document).current());
    }

    private static List<SheetFault> declines(List<OrderLine> lines, List<MintOutcome> outcomes) {
        List<SheetFault> faults = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (outcomes.get(i) instanceof MintOutcome.Declined(Decline decline)) {
                faults.add(new SheetFault(lines.get(i).line(), column(decline), decline.sentence(), true));
            }
        }
        return faults;
    }

    private static String column(Decline decline) {
        return switch (decline.reason()) {
            case POOL_OUT_OF_RANGE, OVER_THE_CAP -> "pool";
            case DATE_EXCEEDS_EXPIRY, DATE_IN_THE_PAST -> "valid_until";
            case FILE_TOO_LARGE -> "with_app";
            case CUSTOMER_ERASED,
                    PLAN_WITHOUT_OFFLINE,
                    OFFLINE_NOT_ENABLED,
                    TENANT_SUSPENDED,
                    KEY_REVOKED,
                    JOURNAL_KEY_DROPPED,
                    LICENSE_EXPIRED,
                    PRODUCT_NAME -> "license";
        };
    }

    private int refuse(List<SheetFault> faults) {
        Console console = Console.of(spec);
        if (signing.json()) {
            console.answer(Payloads.members(
                    "outcome",
                    "declined",
                    "faults",
                    faults.stream()
                            .map(fault -> Payloads.members(
                                    "line", fault.line(), "column", fault.column(), "sentence", fault.sentence()))
                            .toList()));
        } else {
            faults.forEach(fault -> console.answer(fault.words()));
            console.answer("nothing was made");
        }
        return (faults.stream().allMatch(SheetFault::declined) ? ExitCode.REFUSED : ExitCode.USAGE).status();
    }

    private int write(
            DeskLedger desk,
            LicenseMint mint,
            List<OrderLine> lines,
            List<MintOutcome> outcomes,
            Path result,
            Instant now)
            throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += CHUNK_ROWS) {
            int to = Math.min(from + CHUNK_ROWS, lines.size());
            rows.addAll(writeChunk(desk, mint, lines.subList(from, to), outcomes.subList(from, to), now));
        }
        MadeList.write(result, rows);
        new Facts(rows.size() + " bundles", "outcome", "made", "bundles", rows.size(), "list", result.toString())
                .answer(Console.of(spec), signing.json());
        return ExitCode.DONE.status();
    }

    /** The files of some rows, and then their names in the ledger: one transaction for all of them. */
    private List<Object[]> writeChunk(
            DeskLedger desk, LicenseMint mint, List<OrderLine> lines, List<MintOutcome> outcomes, Instant now)
            throws IOException {
        MintReport report = new MintReport(desk, spec, signing.json());
        Map<Path, MintedLicense> written = new LinkedHashMap<>();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (outcomes.get(i) instanceof MintOutcome.Made(MintedLicense minted)) {
                Path file = report.write(mint.withLine(minted), signing.out().resolve(minted.longFileName()));
                written.put(file, minted);
                rows.add(MadeList.row(lines.get(i).line(), minted, file));
            }
        }
        report.remember(written, now);
        return rows;
    }
}
