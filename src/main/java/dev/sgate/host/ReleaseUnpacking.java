package dev.sgate.host;

import dev.sgate.release.App;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.CrashPoint;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Fills an empty folder from a staged attachment, and says what is wrong with it. All files are synced, the folders are not. */
final class ReleaseUnpacking {
    private final App app;
    private final Path staged;
    private final Path folder;
    private final ReadBack disk;

    ReleaseUnpacking(App app, Path staged, Path folder, ReadBack disk) {
        this.app = app;
        this.disk = disk;
        this.staged = staged;
        this.folder = folder;
    }

    /** Empty if the folder is now the release that was signed. */
    Optional<Refusal> fill() throws IOException {
        try {
            Optional<Refusal> otherBytes = app.mediaType() == App.MediaType.EXECUTABLE ? takeOver() : unpack();
            return otherBytes.isPresent() ? otherBytes : missingCommand();
        } catch (UnsafeArchive e) {
            return Optional.of(e.refusal());
        } catch (DiskTrouble e) {
            return Optional.of(spaceOrThrow(e.trouble()));
        }
    }

    private static Refusal spaceOrThrow(IOException trouble) throws IOException {
        if (FullDisk.isCauseOf(trouble)) {
            return FullDisk.refusal("state");
        }
        throw trouble;
    }

    /** The staged file itself becomes the release: it was synced when it was staged, and is read back from the disk here. */
    private Optional<Refusal> takeOver() throws IOException {
        Path file = folder.resolve(app.fileName());
        try {
            CrashPoint.BEFORE_STAGED_TAKEN.reached();
            move(file);
            CrashPoint.AFTER_STAGED_TAKEN.reached();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                channel.force(true);
            }
            return mismatch(disk.digest(file));
        } catch (IOException e) {
            throw e instanceof DiskTrouble ? e : new DiskTrouble(e);
        }
    }

    private void move(Path file) throws IOException {
        try {
            // A second name: what waits in its slot is still there if the power goes before it is installed.
            Files.createLink(file, staged);
        } catch (FileSystemException | UnsupportedOperationException cannot) {
            Files.copy(staged, file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private Optional<Refusal> unpack() throws IOException {
        ReleaseFolder release = new ReleaseFolder(folder, app);
        try (FileChannel archive = openStaged()) {
            StagedBytes bytes = new StagedBytes(Channels.newInputStream(archive));
            if (app.mediaType() == App.MediaType.ZIP) {
                Optional<Refusal> otherBytes = mismatch(bytes.digestToEnd());
                if (otherBytes.isPresent()) {
                    return otherBytes;
                }
                reading(() -> new ZipUnpacking(app, release).unpack(archive));
                return release.readBack(disk);
            }
            reading(() -> new TarUnpacking(app, release).unpack(new Unclosed(bytes)));
            Optional<Refusal> otherBytes = mismatch(bytes.digestToEnd());
            return otherBytes.isPresent() ? otherBytes : release.readBack(disk);
        }
    }

    private FileChannel openStaged() throws DiskTrouble {
        try {
            return FileChannel.open(staged, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    /** Whatever a library says of an archive that it cannot read, and however it says it, is the archive's fault. */
    private static void reading(Reading reading) throws IOException {
        try {
            reading.read();
        } catch (UnsafeArchive | DiskTrouble e) {
            throw e;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw (IOException) new UnsafeArchive("unreadable", String.valueOf(e.getMessage())).initCause(e);
        }
    }

    private Optional<Refusal> mismatch(Sha256 found) {
        return found.equals(app.sha256())
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.DIGEST_MISMATCH, "expected", app.sha256())
                        .and("found", found));
    }

    private Optional<Refusal> missingCommand() {
        String word = app.command().get(0);
        Path program = folder.resolve(word);
        return Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS) && Files.isExecutable(program)
                ? Optional.empty()
                : Optional.of(new UnsafeArchive("no such executable", word).refusal());
    }
}
