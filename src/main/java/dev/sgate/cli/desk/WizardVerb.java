package dev.sgate.cli.desk;

import dev.sgate.cli.desk.wizard.AnswerFile;
import dev.sgate.cli.desk.wizard.Answers;
import dev.sgate.cli.desk.wizard.KeyDialogue;
import dev.sgate.cli.desk.wizard.LicenseChoice;
import dev.sgate.cli.desk.wizard.LineDialogue;
import dev.sgate.cli.desk.wizard.Offer;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.host.TrustFile;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.AppTable.Binary;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.TenantTable;
import dev.sgate.vendor.mint.LicenseMint;
import dev.sgate.vendor.mint.LicenseOrder;
import dev.sgate.vendor.mint.Licenses;
import dev.sgate.vendor.mint.MintRules;
import dev.sgate.vendor.mint.MintSituation;
import dev.sgate.vendor.mint.SiteSeats;
import dev.sgate.vendor.mint.StandingTerms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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

/** {@code sgate wizard}: a bundle in three questions (S21-S25, S112). */
@Command(
        name = "wizard",
        description = "Make a license bundle in three questions.",
        footer = {
            "",
            "On a terminal the arrow keys work; where standard input is none, or with --plain, the questions come line by line. A"
                    + " file of answers has lines like these: pool = 5, valid-until = 2026-03-01 (or a number of days),"
                    + " include-program = yes. What it leaves out gets its default."
        })
public final class WizardVerb implements Callable<Integer> {
    @Mixin
    private SigningOptions signing;

    @Option(
            names = "--license",
            paramLabel = "ID",
            description = "The license (default: the only one; where there are several, a list to pick from).")
    private Optional<UUID> license = Optional.empty();

    @Option(
            names = "--site",
            defaultValue = "",
            paramLabel = "NAME",
            description = "The site, where a customer has several.")
    private String site;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "The trust document that a program is checked with; without it none can be included.")
    private Optional<Path> trust = Optional.empty();

    @Option(names = "--answers", paramLabel = "FILE", description = "Take the answers from this file and ask nothing.")
    private Optional<Path> answers = Optional.empty();

    @Option(names = "--plain", description = "Ask line by line, without arrow keys.")
    private boolean plain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instant now = LedgerOption.now();
        MintReport.requireRoom(signing.out());
        try (DeskLedger desk = signing.ledger().open()) {
            LicenseMint mint = new LicenseMint(desk, signing.keys());
            MintReport report = new MintReport(desk, spec, signing.json());
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Optional<UUID> chosen = chosen(desk, lines);
            if (chosen.isEmpty()) {
                return left();
            }
            Offer offer = offer(desk, chosen.get(), now);
            // where no bundle may be made at all, nobody is asked for what should be in it
            Optional<Answers> given = MintRules.export(offer.situation()).isPresent()
                    ? Optional.of(offer.usual())
                    : answers(offer, lines);
            if (given.isEmpty()) {
                return left();
            }
            return report.finish(mint.mint(order(desk, offer, given.get()), now), signing.out(), now);
        }
    }

    private int left() {
        Console.of(spec).note("left; nothing was made");
        return ExitCode.USAGE.status();
    }

    private Offer offer(DeskLedger desk, UUID id, Instant now) {
        Optional<Binary> newest = trust.isEmpty()
                ? Optional.empty()
                : NewestApp.find(
                        desk,
                        desk.read(connection -> Licenses.get(connection, id)).product(),
                        Optional.empty());
        return desk.read(connection -> {
            License found = Licenses.get(connection, id);
            MintSituation situation = SiteSeats.of(connection, found, now)
                    .situation(TenantTable.find(connection, found.tenantId()).orElseThrow(), found, site, now);
            return new Offer(found.tenant(), site, newest.map(WizardVerb::program), situation);
        });
    }

    private static Offer.Program program(Binary binary) {
        return new Offer.Program(binary.name(), binary.version().written(), binary.platform(), binary.bytes());
    }

    /** The license that is named, or the only one, or the one that the person picks; empty where the input ended. */
    private Optional<UUID> chosen(DeskLedger desk, BufferedReader lines) throws IOException {
        if (license.isPresent()) {
            return license;
        }
        List<License> live = new Licenses(desk)
                .list().stream().filter(found -> !found.isRevoked()).toList();
        if (live.isEmpty()) {
            throw new BadInput("there is no license yet; make one: sgate license create");
        }
        if (live.size() > 1 && answers.isPresent()) {
            throw LicenseChoice.unnamed(live);
        }
        return live.size() == 1
                ? Optional.of(live.getFirst().id())
                : LicenseChoice.ask(live, lines, spec.commandLine().getErr());
    }

    private Optional<Answers> answers(Offer offer, BufferedReader lines) throws IOException {
        if (answers.isPresent()) {
            return Optional.of(AnswerFile.read(answers.get()).about(offer));
        }
        Optional<KeyDialogue> keys = plain || !Console.canAsk() ? Optional.empty() : KeyDialogue.open();
        if (keys.isPresent()) {
            try (KeyDialogue dialogue = keys.get()) {
                return dialogue.ask(offer);
            }
        }
        return new LineDialogue(offer, lines, spec.commandLine().getErr()).ask();
    }

    private LicenseOrder order(DeskLedger desk, Offer offer, Answers given) throws IOException {
        LicenseOrder wanted = LicenseOrder.next(
                        offer.situation().license(), offer.site(), given.pool(), given.validUntil())
                .withJournalsTo(signing.journalKey())
                .onlySigned(signing.onlySigned());
        LicenseOrder order = desk.read(connection ->
                new StandingTerms(connection).complete(wanted, offer.situation().license()));
        if (!given.includeProgram()) {
            return order;
        }
        Path document = trust.orElseThrow(() -> new ParameterException(
                spec.commandLine(), "a program is included only with --trust, to check it first"));
        return order.carrying(
                NewestApp.open(desk, offer.situation().product(), Optional.empty(), new TrustFile(document).current()));
    }
}
