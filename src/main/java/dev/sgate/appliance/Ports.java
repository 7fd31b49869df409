package dev.sgate.appliance;

import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.station.Announcements;
import dev.sgate.station.ClockComparison;
import dev.sgate.station.DeviceIdentity;
import dev.sgate.station.GoingBack;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.Ids;
import dev.sgate.station.InstallPolicy;
import dev.sgate.station.InstallTurn;
import dev.sgate.station.Ledger;
import dev.sgate.station.Mounts;
import dev.sgate.station.Releases;
import dev.sgate.station.Situation;
import dev.sgate.station.Staging;
import dev.sgate.station.Supervisor;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.UnfinishedInstalls;
import dev.sgate.station.UpdateWaiting;
import dev.sgate.station.Volumes;
import dev.sgate.station.leasing.LeaseFileKeeping;
import java.io.IOException;

/**
 * The machine as the steps see it: each port of {@code station}, made once at the start.
 *
 * @param output cuts what applications printed, where it is too much
 * @param metrics counts, from the start of this daemon on
 * @param comparison with the site's time servers
 * @param leaseFiles of this machine
 * @param turn who installs, and who else has an application in hand
 * @param policy what site IT set about installs
 */
record Ports(
        Ledger ledger,
        HeldTrust trust,
        TrustedTime time,
        Ids ids,
        DeviceIdentity device,
        Situation situation,
        Mounts mounts,
        Volumes volumes,
        Staging staging,
        Releases releases,
        Supervisor supervisor,
        Output output,
        Metrics metrics,
        ClockComparison comparison,
        LeaseFileKeeping leaseFiles,
        InstallTurn turn,
        InstallPolicy policy) {
    /** For updates that are not installed at once. */
    UpdateWaiting waiting() {
        return new UpdateWaiting(ledger, trust, staging, supervisor, time, ids, policy);
    }

    /** For whoever takes a committed release back. */
    GoingBack goingBack() {
        return new GoingBack(ledger, trust, releases, time::now);
    }

    /** For what errors cut off while the appliance lives on. */
    UnfinishedInstalls unfinished(Announcements announcements) {
        return new UnfinishedInstalls(ledger, trust, time, ids, turn, releases, supervisor, announcements);
    }

    /** What applications print. */
    @FunctionalInterface
    interface Output {
        void bound() throws IOException;
    }
}
