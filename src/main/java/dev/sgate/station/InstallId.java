package dev.sgate.station;

import java.util.UUID;

/** Names one attempt to install a release. */
public record InstallId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
