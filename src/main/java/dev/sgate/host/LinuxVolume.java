package dev.sgate.host;

import dev.sgate.seal.Verdict;
import dev.sgate.station.CrashPoint;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A mounted stick, or a plain folder in its place. Before it touches the directory for writing or believes that it is still there, it
 * asks the mount table: the empty folder that a stick was mounted on must never be taken for the stick. For one thread at a time.
 */
final class LinuxVolume implements Volume {
    private final Mount mount;
    private final MountControl control;
    private final TopFolder top;
    private final Optional<Object> identity;

    LinuxVolume(Mount mount, MountControl control) {
        this.mount = mount;
        this.control = control;
        this.top = new TopFolder(mount.directory());
        this.identity = identity(mount, control);
    }

    @Override
    public Listing list(int namesMax, int candidatesMax) throws IOException {
        return top.list(namesMax, candidatesMax);
    }

    @Override
    public InputStream read(Path name, long fromByte) throws IOException {
        return top.read(name, fromByte);
    }

    @Override
    public boolean isThere() {
        try {
            return control.find(mount).isPresent() && answers();
        } catch (IOException e) {
            return false;
        }
    }

    /** The driver of a FUSE mount may be dead while the table still lists it. */
    private boolean answers() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(mount.directory())) {
            return entries.iterator().hasNext() || Files.isDirectory(mount.directory());
        } catch (AccessDeniedException answer) {
            return true;
        }
    }

    @Override
    public boolean makeWritable() throws IOException {
        if (mount.isFolder()) {
            return takesFiles();
        }
        if (!now().isReadOnly()) {
            return takesFiles();
        }
        // exfat-fuse lets itself be remounted but keeps the device open for reading only: the file made here is what
        // counts.
        if (control.makeWritable(mount) && takesFiles()) {
            return true;
        }
        control.makeReadOnly(mount);
        return false;
    }

    @Override
    public Optional<InputStream> readOwn(String name) throws IOException {
        return own(name).read();
    }

    @Override
    public Verdict<String> write(String name, Content content) throws IOException {
        Verdict<String> verdict = own(name).write(content);
        // What was written went to the folder that was held; that it is the visit's still, is asked once more.
        hold().close();
        return verdict;
    }

    private boolean takesFiles() throws IOException {
        try (HeldFolder held = hold()) {
            return OwnFile.isWritable(held);
        }
    }

    /** Empty where another volume is there already, or none that answers: nothing is ever written then. */
    private static Optional<Object> identity(Mount mount, MountControl control) {
        try (HeldFolder held = HeldFolder.open(mount.directory())) {
            Object found = held.identity();
            return control.find(mount).map(same -> found);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /**
     * Holds the folder of this volume and no other. The mount is looked for after the folder was opened: it was there all the time
     * then, and what could have been mounted over it has another device number.
     */
    private HeldFolder hold() throws IOException {
        HeldFolder held = HeldFolder.open(mount.directory());
        try {
            Object found = held.identity();
            now();
            if (!identity.equals(Optional.of(found))) {
                throw new IOException("another volume is in the place of " + mount.name());
            }
            return held;
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private OwnFile own(String name) {
        return new OwnFile(top, this::hold, mount.directory(), name);
    }

    /** A read-only mount is left as it is. FUSE drivers keep bytes of their own back until they are unmounted. */
    @Override
    public boolean release() throws IOException {
        Optional<Mount> now = control.find(mount);
        if (now.isEmpty()) {
            return false;
        }
        if (now.get().isReadOnly()) {
            return true;
        }
        Durable.syncFolder(mount.directory());
        control.sync(mount);
        if (mount.isFolder()) {
            return true;
        }
        CrashPoint.BEFORE_STICK_RELEASED.reached();
        boolean fuse = mount.fileSystem().startsWith("fuse");
        boolean released = fuse ? control.unmount(mount) : control.makeReadOnly(mount) || control.unmount(mount);
        CrashPoint.AFTER_STICK_RELEASED.reached();
        return released;
    }

    private Mount now() throws IOException {
        return control.find(mount).orElseThrow(() -> new IOException("no longer mounted: " + mount.name()));
    }
}
