package dev.sgate.cli.desk;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** {@code --ledger}, for every verb that reads or writes it. */
final class LedgerOption {
    @Option(
            names = "--ledger",
            required = true,
            converter = LedgerWord.class,
            paramLabel = "FILE|URL",
            description = "The desk's ledger: a file, or postgresql://user@host:port/database.")
    private LedgerPlace place;

    /** The ledger; made if missing. */
    DeskLedger openOrMake() {
        return DeskLedger.open(place);
    }

    /** The ledger that must be there. */
    DeskLedger open() {
        if (!place.mayExist()) {
            throw new BadInput("no such ledger: " + place);
        }
        return DeskLedger.open(place);
    }

    /** One moment for all that a verb does, in whole seconds as the wire has them. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
