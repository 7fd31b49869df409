package dev.sgate.host;

import dev.sgate.station.CrashPoint;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is done to a folder and all that is in it. Links are never followed. */
final class FolderTree {
    private FolderTree() {}

    /** Removes it, also where a folder in it was closed to its own owner; nothing happens if it is not there. */
    static void delete(Path folder) throws IOException {
        if (Durable.isThere(folder)) {
            Files.walkFileTree(folder, new Deleting());
        }
    }

    /** Syncs each folder's entries, innermost first. Files are synced as they are written. */
    static void syncFolders(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Durable.syncFolder(visited);
                return super.postVisitDirectory(visited, failure);
            }
        });
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        /** What an owner needs to look into a folder and to remove what is in it. */
        private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwx------");

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) throws IOException {
            if (!isOpen(folder)) {
                Files.setPosixFilePermissions(folder, OPEN);
            }
            return FileVisitResult.CONTINUE;
        }

        /** A folder that may not even be read is met here. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || isOpen(file)) {
                throw failure;
            }
            Files.setPosixFilePermissions(file, OPEN);
            Files.walkFileTree(file, this);
            return FileVisitResult.CONTINUE;
        }

        private static boolean isOpen(Path folder) throws IOException {
            return Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                    .containsAll(OPEN);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            CrashPoint.BEFORE_REMOVED.reached();
            Files.delete(file);
            CrashPoint.AFTER_REMOVED.reached();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            super.postVisitDirectory(folder, failure);
            CrashPoint.BEFORE_REMOVED.reached();
            Files.delete(folder);
            CrashPoint.AFTER_REMOVED.reached();
            return FileVisitResult.CONTINUE;
        }
    }
}
