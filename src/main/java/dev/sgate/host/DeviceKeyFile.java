package dev.sgate.host;

import dev.sgate.license.Fingerprint;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.DeviceIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/**
 * The appliance's own keys in {@code keys/} (mode 0700): {@code device.key}, PKCS#8 in PEM, signs journals; {@code journal.key}, 32
 * random bytes, encrypts the journal at rest. Both are made at the first start. A device key that is missing, and any key that
 * is unreadable or wrong later on, is an {@link IOException} that says what to do, for a new one would make this another
 * appliance. A journal key that is gone costs the events that it encrypted, and nothing else: see {@link #lostJournalKey}.
 * Immutable.
 */
public final class DeviceKeyFile implements DeviceIdentity {
    private static final int JOURNAL_KEY_BYTES = 32;

    private final SigningKey key;
    private final byte[] journalKey;
    private final Fingerprint fingerprint;

    private DeviceKeyFile(SigningKey key, byte[] journalKey, Fingerprint fingerprint) {
        this.key = key;
        this.journalKey = journalKey;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads the keys, which must be there; makes nothing.
     *
     * @param machineId as {@link #readMachineId} found it, or as an operator pinned it
     */
    public static DeviceKeyFile open(Path state, String machineId) throws IOException {
        requireId(machineId);
        return new DeviceKeyFile(
                readDeviceKey(deviceKey(state)), readJournalKey(journalKey(state)), Fingerprint.ofMachineId(machineId));
    }

    /** The keys of a backup, from the bytes of both files. */
    static DeviceKeyFile of(byte[] deviceKey, byte[] journalKey, String machineId) throws IOException {
        requireId(machineId);
        if (journalKey.length != JOURNAL_KEY_BYTES) {
            throw new IOException("the journal's key is damaged");
        }
        return new DeviceKeyFile(
                PemKey.find(deviceKey).orElseThrow(() -> new IOException("the backup's device key is damaged")),
                journalKey,
                Fingerprint.ofMachineId(machineId));
    }

    /** Whether there is a device key: an appliance has run here. */
    public static boolean isThere(Path state) throws IOException {
        return Durable.isThere(deviceKey(state));
    }

    /**
     * Reads the keys, or makes them at the first start: that is one without a ledger. Beside a ledger a missing key was lost.
     *
     * @param ledger the database in the state folder, whether it is there or not
     */
    public static DeviceKeyFile openOrMake(Path state, String machineId, Path ledger) throws IOException {
        requireId(machineId);
        if (!Durable.isThere(ledger) && !Durable.isThere(deviceKey(state))) {
            Durable.makeFolder(state.resolve("keys"), Durable.PRIVATE_FOLDER);
            make(state, deviceKey(state), journalKey(state));
        }
        // A key that was just made has its second name until a moment later.
        Durable.removeLeftovers(state.resolve("keys"));
        return open(state, machineId);
    }

    /** Whether only the journal's key is gone: the device key is made after it, so it was there. */
    public static boolean lostJournalKey(Path state) throws IOException {
        return Durable.isThere(deviceKey(state)) && !Durable.isThere(journalKey(state));
    }

    /** Makes a new journal key where there is none; what the old one encrypted stays closed. */
    public static void makeJournalKey(Path state) throws IOException {
        byte[] fresh = new byte[JOURNAL_KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Durable.create(journalKey(state), fresh);
    }

    private static void requireId(String machineId) throws IOException {
        if (machineId.isBlank()) {
            throw new IOException("the machine's id is empty: this machine cannot be told from another");
        }
    }

    private static Path deviceKey(Path state) {
        return state.resolve("keys/device.key");
    }

    private static Path journalKey(Path state) {
        return state.resolve("keys/journal.key");
    }

    /** The id of this machine, usually from {@code /etc/machine-id}. */
    public static String readMachineId(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException(
                    "cannot read " + file + "; make it with systemd-machine-id-setup, or pin an id in the settings", e);
        }
    }

    /** The device key comes last: a power cut before it leaves a first start that is made again, with the journal key that is there. */
    private static void make(Path state, Path deviceKey, Path journalKey) throws IOException {
        if (!Durable.isThere(journalKey)) {
            makeJournalKey(state);
        }
        Durable.create(deviceKey, PemKey.toPem(SigningKey.newEd25519(new SecureRandom())));
    }

    private static SigningKey readDeviceKey(Path file) throws IOException {
        return PemKey.find(readSecret(file)).orElseThrow(() -> wrong(file));
    }

    private static byte[] readJournalKey(Path file) throws IOException {
        byte[] key = readSecret(file);
        if (key.length != JOURNAL_KEY_BYTES) {
            throw wrong(file);
        }
        return key;
    }

    private static byte[] readSecret(Path file) throws IOException {
        return PemKey.findSecret(file).orElseThrow(() -> wrong(file));
    }

    private static IOException wrong(Path file) {
        return new IOException(
                "the key " + file + " is missing or damaged; restore the folder keys from the backup of this"
                        + " machine, or move the whole state folder away to begin as a new appliance");
    }

    @Override
    public SigningKey key() {
        return key;
    }

    /** The key that encrypts the journal at rest, 32 bytes; a fresh copy. */
    public byte[] journalKey() {
        return Arrays.copyOf(journalKey, journalKey.length);
    }

    @Override
    public UUID applianceId() {
        byte[] id =
                java.util.HexFormat.of().parseHex(key.publicKey().deviceKid().value());
        ByteBuffer halves = ByteBuffer.wrap(id);
        return new UUID(halves.getLong(), halves.getLong());
    }

    @Override
    public Fingerprint fingerprint() {
        return fingerprint;
    }
}
