package dev.sgate.station.leasing;

import java.util.Optional;

/**
 * What an application asks for: the members of LEASE-PROTOCOL 3 that count here, as plain text, exactly as they were sent. The
 * caller has checked that each is text within its length; nothing else. A member that was absent or {@code null} is empty.
 */
public sealed interface LeaseRequest {
    /** The first part of the route. */
    String tenant();

    /** The second part of the route. */
    String product();

    /** The third part of the route, e.g. {@code activate}. */
    default String action() {
        return switch (this) {
            case Activation activation -> "activate";
            case Validation validation -> "validate";
            case Deactivation deactivation -> "deactivate";
        };
    }

    /**
     * A seat, please.
     *
     * @param licenseKey as the person typed it
     * @param instanceName what the device calls itself; shown to site IT, decides nothing
     * @param machineHash the client's own hash of its hardware id; some clients send none
     */
    record Activation(
            String tenant,
            String product,
            String licenseKey,
            Optional<String> instanceName,
            Optional<String> machineHash)
            implements LeaseRequest {}

    /** A fresh lease for a seat that was given before. */
    record Validation(String tenant, String product, String licenseKey, String instanceId, Optional<String> machineHash)
            implements LeaseRequest {}

    /**
     * A seat given back.
     *
     * @param licenseKey empty from old clients; then nothing is given back (LEASE-PROTOCOL 9.14)
     */
    record Deactivation(
            String tenant, String product, Optional<String> licenseKey, String instanceId, Optional<String> machineHash)
            implements LeaseRequest {}
}
