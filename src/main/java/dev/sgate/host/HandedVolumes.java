package dev.sgate.host;

import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import dev.sgate.station.Volumes;
import java.nio.file.Path;

/** Opens what {@link LinuxMounts} lists, for a process without rights: what is to be written, a writer writes. */
public final class HandedVolumes implements Volumes {
    private final LinuxMounts mounts;
    private final Path socket;

    /** @param socket where writers are to be had */
    public HandedVolumes(LinuxMounts mounts, Path socket) {
        this.mounts = mounts;
        this.socket = socket;
    }

    /** A plain folder needs no rights that this process has not. */
    @Override
    public Volume open(Mount mount) {
        return mount.isFolder()
                ? new LinuxVolume(mount, new MountControl(mounts))
                : new HandedVolume(mount, mounts, socket);
    }
}
