package dev.sgate.cli.verify;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of a file that a check is about. */
public final class CheckedFile {
    private CheckedFile() {}

    /** At most one byte more than {@code maxBytes}; {@code unlicensed} where there is no file, {@code read-error} on a bad medium. */
    public static Verdict<byte[]> read(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            return Verdict.accepted(in.readNBytes(maxBytes + 1));
        } catch (NoSuchFileException absent) {
            return Verdict.refused(Refusal.of(RefusalCode.UNLICENSED, "missingFile", file));
        } catch (IOException medium) {
            return Verdict.refused(Refusal.of(RefusalCode.READ_ERROR, "file", file));
        }
    }
}
