package dev.sgate.host;

import dev.sgate.seal.Verdict;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InputStream;
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

    LinuxVolume(Mount mount, MountControl control) {
        this.mount = mount;
        this.control = control;
        this.top = new TopFolder(mount.directory());
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
        }
    }

    @Override
    public boolean makeWritable() throws IOException {
        if (mount.isFolder()) {
            return OwnFile.isWritable(mount.directory());
        }
        if (!now().isReadOnly()) {
            return OwnFile.isWritable(mount.directory());
        }
        // exfat-fuse lets itself be remounted but keeps the device open for reading only: the file made here is what
        // counts.
        if (control.makeWritable(mount) && OwnFile.isWritable(mount.directory())) {
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
        now();
        return own(name).write(content);
    }

    private OwnFile own(String name) {
        return new OwnFile(top, mount.directory(), name);
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
        boolean fuse = mount.fileSystem().startsWith("fuse");
        return fuse ? control.unmount(mount) : control.makeReadOnly(mount) || control.unmount(mount);
    }

    private Mount now() throws IOException {
        return control.find(mount).orElseThrow(() -> new IOException("no longer mounted: " + mount.name()));
    }
}
