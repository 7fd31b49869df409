package dev.sgate.appliance;

import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.station.DeviceIdentity;
import dev.sgate.station.Ids;
import dev.sgate.station.Ledger;
import dev.sgate.station.Mounts;
import dev.sgate.station.Releases;
import dev.sgate.station.Situation;
import dev.sgate.station.Staging;
import dev.sgate.station.Supervisor;
import dev.sgate.station.TrustSource;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.Volumes;
import java.io.IOException;

/**
 * The machine as the steps see it: each port of {@code station}, made once at the start.
 *
 * @param mark raises the mark to the clock
 * @param output cuts what applications printed, where it is too much
 * @param metrics counts, from the start of this daemon on
 */
record Ports(
        Ledger ledger,
        TrustSource trust,
        TrustedTime time,
        Mark mark,
        Ids ids,
        DeviceIdentity device,
        Situation situation,
        Mounts mounts,
        Volumes volumes,
        Staging staging,
        Releases releases,
        Supervisor supervisor,
        Output output,
        Metrics metrics) {
    /** The copy of the mark outside the database. */
    @FunctionalInterface
    interface Mark {
        void raiseToClock() throws IOException;
    }

    /** What applications print. */
    @FunctionalInterface
    interface Output {
        void bound() throws IOException;
    }
}
