package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.journal.ChainHead;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerBackup;
import dev.sgate.vendor.ledger.LedgerPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate desk}: the ledger as a whole. */
@Command(
        name = "desk",
        description = "Back up the desk's ledger, and put a backup in place.",
        synopsisSubcommandLabel = "backup|restore",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "After a restore: import the newest journal of every site before you mint. They tell which numbers are in use."
        })
public final class DeskVerbs implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "desk backup, or desk restore?");
    }

    @Command(name = "backup", description = "Copy the ledger into a new file, while others work with it.")
    int backup(
            @Mixin LedgerOption ledger,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The copy.") Path out)
            throws IOException {
        try (DeskLedger desk = ledger.open()) {
            LedgerBackup.write(desk, out, LedgerOption.now());
            answer("wrote " + out, desk.read(Audit::head));
        }
        return ExitCode.DONE.status();
    }

    @Command(
            name = "restore",
            description = {
                "Put a backup in place of a ledger that is gone.",
                "A ledger on PostgreSQL is put back with pg_restore first; then this, without --from, makes a note of it."
            })
    int restore(
            @Option(names = "--from", paramLabel = "FILE", description = "The copy; it stays as it is.")
                    Optional<Path> from,
            @Option(
                            names = "--ledger",
                            required = true,
                            converter = LedgerWord.class,
                            paramLabel = "FILE|URL",
                            description = "The ledger to make.")
                    LedgerPlace ledger)
            throws IOException {
        ChainHead end;
        if (from.isPresent() && ledger instanceof LedgerPlace.File(Path file)) {
            end = LedgerBackup.restore(from.get(), file, LedgerOption.now());
        } else if (from.isEmpty() && ledger.mayExist()) {
            end = note(ledger);
        } else {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from goes with a file; without it, --ledger names one that was put back already");
        }
        answer("restored " + ledger, end);
        Console.of(spec).note("import the newest journal of every site before you mint");
        return ExitCode.DONE.status();
    }

    private static ChainHead note(LedgerPlace ledger) {
        try (DeskLedger desk = DeskLedger.open(ledger)) {
            ChainHead end = desk.read(Audit::head);
            LedgerBackup.noteRestored(desk, "by the database's own tools", LedgerOption.now());
            return end;
        }
    }

    private void answer(String done, ChainHead end) {
        Console.of(spec).answer(done);
        Console.of(spec).answer("the audit log in it ends at " + end.seq() + "=" + end.head());
    }
}
