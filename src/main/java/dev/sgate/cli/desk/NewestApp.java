package dev.sgate.cli.desk;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.AppTable.Binary;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.Apps;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The newest update of a product, found in the ledger and opened where its file is (S25). */
final class NewestApp {
    private NewestApp() {}

    /** What the ledger knows; the file is not looked at. */
    static Optional<Binary> find(DeskLedger desk, String product, Optional<String> platform) {
        return desk.read(connection -> {
            Optional<AppTable.App> app = AppTable.find(connection, product);
            return app.isEmpty()
                    ? Optional.empty()
                    : Apps.newest(connection, app.get().id(), platform);
        });
    }

    /**
     * Opens the newest update.
     *
     * @throws BadInput if none is known, its file is gone or changed, or this trust document does not hold for it
     */
    static UpdateFile open(DeskLedger desk, String product, Optional<String> platform, Keyring keyring)
            throws IOException {
        Binary newest = find(desk, product, platform)
                .orElseThrow(() -> new BadInput("no update of " + product
                        + platform.map(name -> " for " + name).orElse("") + " is known; sgate app add " + product
                        + " --update FILE"));
        Path file = Path.of(newest.path());
        if (!Files.exists(file)) {
            throw new BadInput(
                    file + " is gone; tell the desk where it is: sgate app add " + product + " --update FILE");
        }
        return switch (UpdateFile.open(file, keyring)) {
            case Verdict.Accepted<UpdateFile>(UpdateFile opened)
            when opened.offer().identity().equals(newest.identity()) -> opened;
            case Verdict.Accepted<UpdateFile> other -> throw new BadInput(file + " is another update than was added");
            case Verdict.Refused<UpdateFile>(Refusal refusal) ->
                throw new BadInput(file + " would be refused: " + refusal.code() + " "
                        + refusal.evidence().oneLine());
        };
    }
}
