package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.journal.ChainHead;
import dev.sgate.vendor.audit.AuditPack;
import dev.sgate.vendor.audit.AuditQuestion;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditFault;
import dev.sgate.vendor.ledger.AuditRow;
import dev.sgate.vendor.ledger.DeskLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate audit}: who did what at the desk, whether the log is whole, and the pack for an auditor (S85-S88). */
@Command(
        name = "audit",
        description = "Show who did what at the desk, check the log, or make an auditor's pack.",
        footer = {
            "",
            "--verify finds rows that were removed or changed. Whoever can write the whole ledger can write the whole log anew: note"
                    + " the end that --verify prints, or keep the auditor's packs, and name it later with --head.",
            "A pack is one file that a program of under 200 lines checks with nothing but your public keys: docs/audit.md."
        })
public final class AuditVerb implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(names = "--verify", description = "Check each row and the chain; exit status 4 if something is wrong.")
    private boolean verify;

    @Option(
            names = "--head",
            paramLabel = "NO=HASH",
            converter = HeadWord.class,
            description = "With --verify: a row's number and hash as noted earlier; the log must still hold it.")
    private Optional<ChainHead> head = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeWord.class,
            description = "Only rows from this time on.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            description = "Only rows about this: an id, a key id, a tenant, a file's name.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--pack", paramLabel = "FILE", description = "Make an auditor's pack in this new file; with --key.")
    private Optional<Path> pack = Optional.empty();

    @Option(
            names = "--key",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Private keys that sign the pack: files (.pem), or keys in a token (pkcs11:...).")
    private List<String> keys = List.of();

    @Mixin
    private JsonAnswer json = new JsonAnswer();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requireSense();
        try (DeskLedger desk = ledger.open()) {
            if (pack.isPresent()) {
                return makePack(desk, pack.get());
            }
            return verify ? check(desk) : list(desk);
        }
    }

    private void requireSense() {
        if (pack.isPresent() == keys.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--pack and --key go together");
        }
        if (head.isPresent() && !verify) {
            throw new ParameterException(spec.commandLine(), "--head goes with --verify");
        }
    }

    private int makePack(DeskLedger desk, Path file) throws IOException {
        Instant now = LedgerOption.now();
        ChainHead end = AuditPack.write(desk, Signers.read(keys, Console.of(spec)), file, now);
        AuditAnswer.pack(Console.of(spec), json.isAsked(), file, end);
        return ExitCode.DONE.status();
    }

    private int check(DeskLedger desk) {
        List<AuditFault> faults = desk.read(connection -> AuditQuestion.faults(connection, head));
        AuditAnswer.verified(Console.of(spec), json.isAsked(), faults, desk.read(Audit::head));
        return (faults.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED).status();
    }

    private int list(DeskLedger desk) {
        List<AuditRow> rows = desk.read(connection -> AuditQuestion.rows(connection, since, subject));
        AuditAnswer.rows(Console.of(spec), json.isAsked(), rows);
        return ExitCode.DONE.status();
    }
}
