package dev.sgate.host;

import dev.sgate.release.App;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.station.CrashPoint;
import dev.sgate.station.Releases;
import dev.sgate.station.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * {@code apps/<name>/releases/<folder>/} and the link {@code apps/<name>/current} in the state folder (BEHAVIOUR 7). A folder bears
 * its own name only while it is whole; while it is made or removed it is called {@code <folder>.partial}. One install at a time.
 */
public final class DiskReleases implements Releases {
    private static final String PARTIAL = ".partial";

    /** What unpacking leaves free, so that the database can still write. */
    private static final long SPARE_BYTES = 8 << 20;

    private final AppFolders apps;
    private final DiskStaging staging;
    private final ReadBack disk;

    public DiskReleases(Path state, DiskStaging staging) {
        this(state, staging, ReadBack.fromDisk());
    }

    DiskReleases(Path state, DiskStaging staging, ReadBack disk) {
        this.apps = new AppFolders(state);
        this.staging = staging;
        this.disk = disk;
    }

    @Override
    public Verdict<String> unpack(App app, String stagingSlot) throws IOException {
        String folder = Releases.folderOf(app);
        if (current(app.name()).filter(folder::equals).isPresent()) {
            // Made by us from this very digest, whole, and perhaps running.
            return Verdict.accepted(folder);
        }
        discard(app.name(), folder);
        Optional<Refusal> noSpace = noSpace(app);
        if (noSpace.isPresent()) {
            return Verdict.refused(noSpace.get());
        }
        Path partial = apps.release(app.name(), folder + PARTIAL);
        try {
            Durable.makeFolder(partial, Durable.OPEN_FOLDER);
            Path staged = staging.file(stagingSlot, Staging.Part.ATTACHMENT);
            Optional<Refusal> refusal = new ReleaseUnpacking(app, staged, partial, disk).fill();
            return refusal.isPresent() ? Verdict.refused(refusal.get()) : complete(app, partial);
        } catch (IOException e) {
            if (FullDisk.isCauseOf(e)) {
                return Verdict.refused(FullDisk.refusal("state"));
            }
            throw e;
        } finally {
            FolderTree.delete(partial);
        }
    }

    private Optional<Refusal> noSpace(App app) throws IOException {
        long needed = app.mediaType() == App.MediaType.EXECUTABLE ? 0 : Releases.bytesNeeded(app);
        long usable = staging.usableBytes();
        // Compared this way round, for what is needed may be near the largest number there is.
        return usable - SPARE_BYTES >= needed
                ? Optional.empty()
                : Optional.of(
                        FullDisk.refusal("state").and("neededBytes", needed).and("usableBytes", usable));
    }

    private Verdict<String> complete(App app, Path partial) throws IOException {
        String folder = Releases.folderOf(app);
        FolderTree.syncFolders(partial);
        // A power cut before this leaves a .partial; after it the whole release, or the .partial again.
        CrashPoint.BEFORE_RELEASE_NAMED.reached();
        Files.move(partial, apps.release(app.name(), folder), StandardCopyOption.ATOMIC_MOVE);
        CrashPoint.AFTER_RELEASE_NAMED.reached();
        Durable.syncFolder(apps.releases(app.name()));
        return Verdict.accepted(folder);
    }

    @Override
    public Optional<String> current(String appName) throws IOException {
        Path link = apps.current(appName);
        if (!Durable.isThere(link)) {
            return Optional.empty();
        }
        Path folder = Files.readSymbolicLink(link).getFileName();
        return Optional.ofNullable(folder).map(Path::toString);
    }

    @Override
    public void switchTo(String appName, String folder) throws IOException {
        if (!Durable.isFolder(apps.release(appName, folder), LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("no such release: " + folder);
        }
        Path link = apps.current(appName);
        Path fresh = link.resolveSibling("current.new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of(AppFolders.RELEASES, folder));
        // A power cut before this leaves the old link, and a current.new that the next switch removes.
        CrashPoint.BEFORE_CURRENT_SWITCHED.reached();
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        CrashPoint.AFTER_CURRENT_SWITCHED.reached();
        // A power cut before this leaves either link; both lead to a whole release.
        Durable.syncFolder(Durable.parent(link));
    }

    @Override
    public void clearCurrent(String appName) throws IOException {
        Path link = apps.current(appName);
        CrashPoint.BEFORE_CURRENT_CLEARED.reached();
        if (Files.deleteIfExists(link)) {
            CrashPoint.AFTER_CURRENT_CLEARED.reached();
            Durable.syncFolder(Durable.parent(link));
        }
    }

    @Override
    public List<String> folders(String appName) throws IOException {
        return Durable.names(apps.releases(appName));
    }

    @Override
    public void discard(String appName, String folder) throws IOException {
        if (current(appName).filter(folder::equals).isPresent()) {
            throw new IllegalStateException("the current release is not discarded: " + folder);
        }
        Path release = apps.release(appName, folder);
        Path partial = folder.endsWith(PARTIAL) ? release : apps.release(appName, folder + PARTIAL);
        FolderTree.delete(partial);
        if (Durable.isThere(release)) {
            // First the name: a power cut while it is removed must not leave half a release under a whole one's name.
            CrashPoint.BEFORE_RELEASE_UNNAMED.reached();
            Files.move(release, partial, StandardCopyOption.ATOMIC_MOVE);
            CrashPoint.AFTER_RELEASE_UNNAMED.reached();
            Durable.syncFolder(apps.releases(appName));
            FolderTree.delete(partial);
        }
    }
}
