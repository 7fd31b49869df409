package dev.sgate.store;

import dev.sgate.station.StateChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What devices call themselves: personal, so sealed one by one with AES-256-GCM under a key of its own, bound to the instance (BEHAVIOUR
 * 6). A row is 12 bytes of nonce and the sealed name. Without the key names are neither kept nor read; they decide nothing.
 */
final class SealedNames {
    /** The schema that brought the clear names, and the one that has sealed ones. */
    private static final int CLEAR_SINCE = 3;

    private static final int SEALED_SINCE = 10;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<Optional<byte[]>> key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes, asked for each time */
    SealedNames(Supplier<Optional<byte[]>> key) {
        this.key = key;
    }

    void keep(Connection writer, StateChange.InstanceNamed named) throws SQLException {
        Optional<byte[]> secret = key.get();
        if (secret.isPresent()) {
            Sql.update(
                    writer,
                    "INSERT OR REPLACE INTO instance_name (instance, sealed) VALUES (?, ?)",
                    named.instanceId(),
                    seal(secret.get(), named));
        }
    }

    private byte[] seal(byte[] secret, StateChange.InstanceNamed named) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret, named.instanceId(), nonce)
                    .doFinal(named.name().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /** Empty also for one that was sealed with a key that is gone. */
    Optional<String> find(Connection reader, UUID instance) throws SQLException {
        Optional<byte[]> row = Sql.find(
                reader,
                "SELECT sealed FROM instance_name WHERE instance = ?",
                found -> found.bytes("sealed"),
                instance);
        return row.isEmpty() ? Optional.empty() : key.get().flatMap(secret -> open(secret, instance, row.get()));
    }

    private static Optional<String> open(byte[] secret, UUID instance, byte[] row) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, secret, instance, Arrays.copyOf(row, NONCE_BYTES));
            byte[] name = cipher.doFinal(row, NONCE_BYTES, row.length - NONCE_BYTES);
            return Optional.of(new String(name, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException closed) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] secret, UUID instance, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(instance.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** Deletes all rows, and overwrites them. */
    static void erase(Connection writer) throws SQLException {
        Sql.list(writer, "PRAGMA secure_delete = ON", row -> row);
        Sql.update(writer, "DELETE FROM instance_name");
        Sql.list(writer, "PRAGMA secure_delete = OFF", row -> row);
    }

    /**
     * Takes the clear names of earlier versions out of the file and its log, also those that were deleted long ago. Comes before the
     * schema's upgrade: where a power cut came between, it is done again.
     */
    static void scrubClearOnes(Connection writer) throws SQLException {
        int version = Schema.version(writer);
        if (version >= CLEAR_SINCE && version < SEALED_SINCE) {
            Sql.update(writer, "DELETE FROM instance_name");
            Sql.script(writer, "VACUUM");
            Sql.list(writer, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row);
        }
    }
}
