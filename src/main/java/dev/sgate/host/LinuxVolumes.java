package dev.sgate.host;

import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import dev.sgate.station.Volumes;

/** Opens what {@link LinuxMounts} lists. */
public final class LinuxVolumes implements Volumes {
    private final LinuxMounts mounts;

    public LinuxVolumes(LinuxMounts mounts) {
        this.mounts = mounts;
    }

    @Override
    public Volume open(Mount mount) {
        return new LinuxVolume(mount, new MountControl(mounts));
    }
}
