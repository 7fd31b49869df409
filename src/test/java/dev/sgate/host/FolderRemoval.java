package dev.sgate.host;

import java.io.IOException;
import java.nio.file.Path;

/** Removes the folder that is named, in a process of its own. */
final class FolderRemoval {
    private FolderRemoval() {}

    public static void main(String[] folder) throws IOException {
        FolderTree.delete(Path.of(folder[0]));
    }
}
