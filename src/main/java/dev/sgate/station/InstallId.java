package dev.sgate.station;

import java.util.UUID;

/** Names one attempt to install a release; also the name of its staging slot. */
public record InstallId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
