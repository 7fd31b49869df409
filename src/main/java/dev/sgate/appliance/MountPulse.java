package dev.sgate.appliance;

import dev.sgate.station.Mount;
import dev.sgate.station.Mounts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The mount table as it is polled. Knows when that was done last, and which sticks there were. Thread-safe. */
final class MountPulse implements Mounts {
    private final Mounts mounts;
    private final LongSupplier nanoClock;
    private volatile long lookedAt;
    private volatile Set<String> names = Set.of();
    private volatile Runnable changed = () -> {};

    /** @param nanoClock as {@link System#nanoTime} */
    MountPulse(Mounts mounts, LongSupplier nanoClock) {
        this.mounts = mounts;
        this.nanoClock = nanoClock;
        this.lookedAt = nanoClock.getAsLong();
    }

    @Override
    public List<Mount> current() throws IOException {
        List<Mount> found = mounts.current();
        lookedAt = nanoClock.getAsLong();
        if (found.size() != names.size() || !found.stream().allMatch(mount -> names.contains(mount.name()))) {
            names = found.stream().map(Mount::name).collect(Collectors.toUnmodifiableSet());
            changed.run();
        }
        return found;
    }

    /** From now on this is run when a stick came or went; the last one who asked. */
    void onChange(Runnable action) {
        changed = action;
    }

    /** How long ago the table was read; the start counts as one. */
    Duration age() {
        return Duration.ofNanos(nanoClock.getAsLong() - lookedAt);
    }

    /** The names of the sticks that were there then. */
    Set<String> names() {
        return names;
    }
}
