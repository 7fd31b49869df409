package dev.sgate.vendor.mint;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Writes what was minted to its file: whole and durable, or not at all, and never in the place of another. */
public final class SealedFileWriter {
    private SealedFileWriter() {}

    /** The file itself, or one under this name where a folder is meant. */
    public static Path target(Path out, String fileName) {
        return Files.isDirectory(out) ? out.resolve(fileName) : out;
    }

    /** Writes a license, and behind its envelope the attachment of the update that it carries. */
    public static void write(Path target, MintedLicense license, LongConsumer progress) throws IOException {
        NewFile.write(target, out -> {
            out.write(license.line());
            if (license.update().isPresent()) {
                license.update().get().copyAttachment(out, progress);
            }
        });
    }

    /** Writes an update; the application must still be what was measured. */
    public static void write(Path target, MintedUpdate update, LongConsumer progress) throws IOException {
        AppFile app = update.app();
        NewFile.write(target, out -> {
            out.write(update.line());
            try (InputStream in = Files.newInputStream(app.file())) {
                if (new SealedFile(in).copyAttachment(app.length(), app.sha256(), out, progress)
                        instanceof Verdict.Refused<Sha256>(Refusal refusal)) {
                    throw new BadInput(app.file() + " was changed while it was read: " + refusal.code());
                }
            }
        });
    }
}
