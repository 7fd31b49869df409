package dev.sgate.cli.desk;

import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.Sealer.NamedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** What every verb that mints a bundle needs: keys, the ledger, where the file goes, and who reads the answer. */
final class SigningOptions {
    @Mixin
    private Signers signers;

    @Mixin
    private LedgerOption ledger;

    @Mixin
    private JournalKeyOption journalKey;

    @Mixin
    private OutOption out;

    @Mixin
    private JsonAnswer json;

    List<NamedKey> keys() throws IOException {
        return signers.read();
    }

    Optional<JournalKey> journalKey() throws IOException {
        return journalKey.read();
    }

    /** Whether sites whose journals were encrypted go without from now on. */
    boolean onlySigned() {
        return journalKey.isDropped();
    }

    LedgerOption ledger() {
        return ledger;
    }

    Path out() {
        return out.path();
    }

    boolean json() {
        return json.isAsked();
    }
}
