package dev.sgate.host;

import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import dev.sgate.station.Volumes;
import java.time.Duration;

/**
 * Volumes that nobody waits for without end. The kernel may keep whoever asks a stick for as long as the stick is in, and no program
 * can take the question back: so each volume is asked by a thread of its own, and after a time without any progress it is given up
 * ({@link Volume.Stalled}, THREATS M9). Other volumes have other threads. Safe for use by several threads.
 */
public final class PatientVolumes implements Volumes {
    private final Volumes volumes;
    private final Duration patience;

    /** @param patience how long a call may take, and a write without a byte that is taken */
    public PatientVolumes(Volumes volumes, Duration patience) {
        this.volumes = volumes;
        this.patience = patience;
    }

    /** Returns at once: the volume is looked at by its own thread. */
    @Override
    public Volume open(Mount mount) {
        return new PatientVolume(() -> volumes.open(mount), new StickThread(mount.name(), patience));
    }
}
