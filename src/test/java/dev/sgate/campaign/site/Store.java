package dev.sgate.campaign.site;

import java.io.IOException;
import java.nio.file.Path;

/** A place for images that can be copied in one step while somebody writes to them: an xfs in a file of its own, in memory. */
public final class Store implements AutoCloseable {
    private static final long BYTES = 4L << 30; // sparse

    private final Disk disk;
    private final Path top;

    private Store(Disk disk, Path top) {
        this.disk = disk;
        this.top = top;
    }

    /** Makes it in an empty folder. */
    public static Store make(PowerSwitch power, Path folder) throws IOException {
        Path top = folder.resolve("store");
        Disk disk = Disk.make(power, FileSystem.XFS, folder.resolve("store.img"), BYTES);
        disk.mountAsDisk(top);
        Store store = new Store(disk, top);
        ClearAway.opened(store);
        return store;
    }

    /** Its top folder. */
    public Path top() {
        return top;
    }

    @Override
    public void close() throws IOException {
        if (ClearAway.closed(this)) {
            disk.close();
        }
    }
}
