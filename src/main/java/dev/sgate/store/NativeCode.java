package dev.sgate.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the driver unpacks its native code at each start: a folder of ours, because a hardened machine's temporary folder may not
 * hold programs. The driver removes it again when it ends well; what a power cut left behind is removed at the next start.
 */
final class NativeCode {
    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";
    private static boolean chosen;

    private NativeCode() {}

    /** Takes the folder {@code native} beside the database. The first call of a process counts: code is loaded once. */
    static synchronized void keepBeside(Path database) {
        if (chosen || System.getProperty(FOLDER_PROPERTY) != null) {
            return;
        }
        Path folder = database.toAbsolutePath().resolveSibling("native");
        OwnerOnly.createFolder(folder);
        discardLeftovers(folder);
        System.setProperty(FOLDER_PROPERTY, folder.toString());
        chosen = true;
    }

    private static void discardLeftovers(Path folder) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException e) {
            throw new LedgerFailure("the folder " + folder + " cannot be cleared", e);
        }
    }
}
