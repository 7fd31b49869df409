package dev.sgate.license;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The stable hash that identifies a device (BEHAVIOUR 5). */
public record Fingerprint(Sha256 digest) {
    private static final String DEVICE_PREFIX = "sgate-device-v1|";
    private static final String INSTANCE_PREFIX = "sgate-instance-v1|";

    /** The fingerprint of the machine with this {@code /etc/machine-id}; white space around it does not count. */
    public static Fingerprint ofMachineId(String machineId) {
        return new Fingerprint(Sha256.of((DEVICE_PREFIX + machineId.strip()).getBytes(StandardCharsets.UTF_8)));
    }

    /** The fingerprint of a lease client that sends no hash of its machine: each of its instances is a device of its own. */
    public static Fingerprint ofInstance(UUID instanceId) {
        return new Fingerprint(Sha256.of((INSTANCE_PREFIX + instanceId).getBytes(StandardCharsets.UTF_8)));
    }

    public String hex() {
        return digest.hex();
    }

    @Override
    public String toString() {
        return digest.hex();
    }
}
