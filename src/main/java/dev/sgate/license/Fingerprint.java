package dev.sgate.license;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;

/** The stable hash that identifies a device (BEHAVIOUR 5). */
public record Fingerprint(Sha256 digest) {
    private static final String DEVICE_PREFIX = "sgate-device-v1|";

    /** The fingerprint of the machine with this {@code /etc/machine-id}; white space around it does not count. */
    public static Fingerprint ofMachineId(String machineId) {
        return new Fingerprint(Sha256.of((DEVICE_PREFIX + machineId.strip()).getBytes(StandardCharsets.UTF_8)));
    }

    public String hex() {
        return digest.hex();
    }

    @Override
    public String toString() {
        return digest.hex();
    }
}
