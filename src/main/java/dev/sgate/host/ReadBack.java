package dev.sgate.host;

import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file of ours back from the disk, past the page cache, to compare it with what was written. It proves what the disk answers
 * now: a disk that answers from a cache of its own, or loses the bytes later, is not found out. Where the file system has no direct
 * reading (tmpfs), the page cache answers, and only what was written wrongly is found.
 */
interface ReadBack {
    /** The digest of what is on the disk. */
    Sha256 digest(Path file) throws IOException;

    /** Past the page cache where that can be. */
    static ReadBack fromDisk() {
        return file -> {
            Optional<FileChannel> direct = openDirect(file);
            try (FileChannel channel = direct.isPresent() ? direct.get() : open(file)) {
                return digest(channel, (int) Files.getFileStore(file).getBlockSize());
            }
        };
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static Optional<FileChannel> openDirect(Path file) {
        Optional<OpenOption> option = directOption();
        if (option.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, option.get())));
        } catch (IOException | UnsupportedOperationException notHere) {
            return Optional.empty(); // if the file itself cannot be opened, the other way says so
        }
    }

    /** The JDK has it outside of its standard part, so it is looked up by name and may be missing. */
    private static Optional<OpenOption> directOption() {
        try {
            Object[] options =
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
            return Arrays.stream(options)
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst();
        } catch (ClassNotFoundException none) {
            return Optional.empty();
        }
    }

    /** Direct reading wants whole blocks, at the right place in memory; the last one may be cut short by the file's end. */
    private static Sha256 digest(FileChannel channel, int blockBytes) throws IOException {
        int size = Math.max(1, (1 << 20) / blockBytes) * blockBytes;
        ByteBuffer buffer = ByteBuffer.allocateDirect(size + blockBytes).alignedSlice(blockBytes);
        MessageDigest digest = Sha256.newDigest();
        int read;
        do {
            buffer.clear().limit(size);
            read = channel.read(buffer);
            digest.update(buffer.flip());
        } while (read == size);
        return Sha256.ofRaw(digest.digest());
    }
}
