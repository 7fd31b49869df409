package dev.sgate.host;

import dev.sgate.station.PersonalKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * {@code keys/personal.key}, 32 random bytes, mode 0600. Not to be backed up: who keeps it can undo an erasure. Looked at anew each
 * time. Safe for use by several threads.
 */
public final class PersonalKeyFile implements PersonalKey {
    private static final int KEY_BYTES = 32;

    private final Path file;

    public PersonalKeyFile(Path state) {
        this.file = state.resolve("keys/personal.key");
    }

    @Override
    public synchronized Optional<byte[]> find() {
        try {
            if (!Durable.isThere(file)) {
                Durable.makeFolder(Durable.parent(file), Durable.PRIVATE_FOLDER);
                Durable.create(file, fresh());
            }
            return PemKey.findSecret(file).filter(key -> key.length == KEY_BYTES);
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    /** The old bytes are overwritten where they lay, after the new key has its name: a power cut leaves one of both. */
    @Override
    public synchronized void replace() throws IOException {
        if (!Durable.isThere(file)) {
            Durable.create(file, fresh());
            return;
        }
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            Durable.replace(file, fresh());
            old.write(ByteBuffer.allocate(KEY_BYTES), 0);
            old.force(true);
        }
    }

    private static byte[] fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
