package dev.sgate.cli.desk;

import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.MintedBefore;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate export again}: the file of a bundle that was minted already, byte for byte, as the ledger keeps it. */
@Command(
        name = "again",
        description = "Write the file of a bundle that was minted already.",
        footer = {
            "",
            "For a stick that was full or that broke: the ledger keeps what was signed, so nothing is signed anew and no serial is"
                    + " used up. An update inside is not kept; name it with --update."
        })
final class ExportAgain implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger;

    @Parameters(paramLabel = "BUNDLE-ID", description = "As export license printed it.")
    private UUID bundle;

    @Option(names = "--update", paramLabel = "FILE", description = "The update inside (.sgupd); needs --trust.")
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
        MintReport.requireRoom(out.path());
        if (update.isEmpty()) {
            return write(Optional.empty());
        }
        return GivenUpdate.check(update.get(), trust, spec, json.isAsked(), inside -> write(Optional.of(inside)));
    }

    private int write(Optional<UpdateFile> inside) throws IOException {
        Instant now = LedgerOption.now();
        try (DeskLedger desk = ledger.open()) {
            return new MintReport(desk, spec, json.isAsked())
                    .finish(new MintedBefore(desk).again(bundle, inside, now), out.path(), now);
        }
    }
}
