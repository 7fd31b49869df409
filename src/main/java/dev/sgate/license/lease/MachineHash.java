package dev.sgate.license.lease;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The hash that a lease client sends for its machine (LEASE-PROTOCOL 3): the same machine differs between tenants and products,
 * and cloned images share it.
 */
public record MachineHash(Sha256 digest) {
    private static final String PREFIX = "keylight-keyless-machine-v1";

    /** The hash of {@code keylight-keyless-machine-v1|tenant|product|hardwareId}; white space around the id does not count. */
    public static MachineHash of(String tenant, String product, String hardwareId) {
        String text = String.join("|", PREFIX, tenant, product, hardwareId.strip());
        return new MachineHash(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    public String hex() {
        return digest.hex();
    }

    @Override
    public String toString() {
        return digest.hex();
    }
}
