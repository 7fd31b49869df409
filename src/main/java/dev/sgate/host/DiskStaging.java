package dev.sgate.host;

import dev.sgate.station.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The folder {@code staging/} (mode 0700) in the state folder; a slot is a folder in it, a part a file of mode 0600. */
public final class DiskStaging implements Staging {
    private static final Pattern SLOT = Pattern.compile("[a-z0-9-]{1,64}");

    private final Path folder;

    /** Makes the folder if it is not there. */
    public DiskStaging(Path state) throws IOException {
        this.folder = state.resolve("staging");
        Durable.makeFolder(folder, Durable.PRIVATE_FOLDER);
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public Writing write(String slot, Part part) throws IOException {
        Durable.makeFolder(folderOf(slot), Durable.PRIVATE_FOLDER);
        Path file = file(slot, part);
        // Never written over in place: a release may have taken the file that stood here before.
        Files.deleteIfExists(file);
        return new StagedFile(file);
    }

    @Override
    public InputStream read(String slot, Part part) throws IOException {
        return Files.newInputStream(file(slot, part), LinkOption.NOFOLLOW_LINKS);
    }

    /** A power cut in the middle leaves part of the slot; it is still listed by {@link #slots()}. */
    @Override
    public void discard(String slot) throws IOException {
        FolderTree.delete(folderOf(slot));
    }

    @Override
    public List<String> slots() throws IOException {
        return Durable.names(folder);
    }

    /** Where a part lies, for a release that takes it over. */
    Path file(String slot, Part part) {
        return folderOf(slot).resolve(part.name().toLowerCase(Locale.ROOT));
    }

    private Path folderOf(String slot) {
        if (!SLOT.matcher(slot).matches()) {
            throw new IllegalArgumentException("not a slot's name: " + slot);
        }
        return folder.resolve(slot);
    }
}
