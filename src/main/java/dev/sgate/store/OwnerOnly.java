package dev.sgate.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may read. SQLite gives its files beside the database the database's own mode. */
final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes the file, mode 0600, where there is none. */
    static void create(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException there) {
            // the usual case
        } catch (IOException e) {
            throw new LedgerFailure("the ledger " + file + " cannot be made", e);
        }
    }

    /** Makes the folder, mode 0700, where there is none. */
    static void createFolder(Path folder) {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException there) {
            // the usual case
        } catch (IOException e) {
            throw new LedgerFailure("the folder " + folder + " cannot be made", e);
        }
    }
}
