package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.seal.SigningKey;
import java.util.UUID;

/** Who this appliance is (port): its key, made at the first start, and the fingerprint of its machine. */
public interface DeviceIdentity {
    /** The key that signs journals. Never leaves the machine. */
    SigningKey key();

    /** The first 16 bytes of the device key's id as they are, written as a UUID (FORMATS, {@code .sgsync}). */
    UUID applianceId();

    Fingerprint fingerprint();
}
