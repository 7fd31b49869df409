package dev.sgate.station;

import dev.sgate.station.VolumeChange.VolumeArrived;
import dev.sgate.station.VolumeChange.VolumeLeft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notices volumes that come and go by comparing two readings of the mount table. A volume that was plugged in before the start
 * arrives with the first reading; one that is replaced between two readings leaves and arrives. Safe for use by several threads.
 */
public final class MountWatch {
    private final Mounts mounts;
    private Map<String, Mount> known = Map.of();

    public MountWatch(Mounts mounts) {
        this.mounts = mounts;
    }

    /**
     * What changed since the last call: first what left, then what arrived, each in order of the directories.
     *
     * @throws IOException if the mount table cannot be read; nothing is forgotten then, and the next call makes up for it
     */
    public synchronized List<VolumeChange> changes() throws IOException {
        Map<String, Mount> found = new LinkedHashMap<>();
        mounts.current().forEach(mount -> found.put(mount.key(), mount));
        List<VolumeChange> changes = new ArrayList<>();
        known.values().stream()
                .filter(mount -> !found.containsKey(mount.key()))
                .forEach(mount -> changes.add(new VolumeLeft(mount)));
        found.values().stream()
                .filter(mount -> !known.containsKey(mount.key()))
                .forEach(mount -> changes.add(new VolumeArrived(mount)));
        known = found;
        return changes;
    }

    /** The volume with this key, if it is there, arrives once more with the next reading: somebody asked for another visit. */
    public synchronized void visitAgain(String key) {
        Map<String, Mount> others = new LinkedHashMap<>(known);
        others.remove(key);
        known = others;
    }
}
