package dev.sgate.cli.verify;

import dev.sgate.cli.terminal.Console;
import dev.sgate.journal.JournalOpener;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Checks sealed files without any state (BEHAVIOUR 4): container, signature, role, fields, what the file itself says of its time
 * and its revocations, and the attachment to its last byte.
 */
public final class FileCheck {
    private final Keyring keyring;
    private final Instant at;
    private final JournalOpener opener;
    private final Console console;

    /**
     * @param at the time that limits are judged by
     * @param opener the keys for encrypted journals
     * @param console where the progress of long files is told
     */
    public FileCheck(Keyring keyring, Instant at, JournalOpener opener, Console console) {
        this.opener = opener;
        this.keyring = keyring;
        this.at = at;
        this.console = console;
    }

    /** Reads the file once, from front to back. */
    public FileReport check(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            SealedFile sealed = new SealedFile(in);
            return switch (sealed.open(keyring)) {
                case Verdict.Refused<VerifiedPayload>(Refusal refusal) -> FileReport.refused(refusal);
                case Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload) ->
                    byType(payload, sealed, "checking " + file.getFileName());
            };
        } catch (IOException medium) {
            return FileReport.refused(Refusal.of(RefusalCode.READ_ERROR, "file", file));
        }
    }

    private FileReport byType(VerifiedPayload payload, SealedFile sealed, String step) throws IOException {
        return switch (payload.type()) {
            case LICENSE -> new LicenseCheck(keyring, at, console, step).check(payload, sealed);
            case UPDATE -> new UpdateCheck(at, console, step).check(payload, sealed);
            case JOURNAL -> JournalCheck.check(payload, sealed, opener);
            case TRUST -> TrustDocumentCheck.check(payload, sealed);
            case LEASE_KEY -> throw new IllegalStateException("never a file of its own");
        };
    }
}
