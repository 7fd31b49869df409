package dev.sgate.cli.desk;

import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.keys.JournalKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the key which appliances encrypt their journals to. */
final class JournalKeyOption {
    @Option(
            names = "--journal-key",
            paramLabel = "FILE",
            description =
                    "The journal key (.pub) that appliances encrypt their journals to (default: they are only signed).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--no-journal-key",
            description =
                    "From now on journals are only signed, also where the site's newest bundle names a journal key.")
    private boolean dropped;

    /** Whether a site may lose the journal key that it has. */
    boolean isDropped() {
        return dropped;
    }

    /** The key, read. */
    Optional<JournalKey> read() throws IOException {
        if (dropped && file.isPresent()) {
            throw new BadInput("either --journal-key or --no-journal-key");
        }
        return file.isPresent() ? Optional.of(JournalKeyFile.readPublic(file.get())) : Optional.empty();
    }
}
