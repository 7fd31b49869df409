package dev.sgate.station;

/** A difference between two readings of the mount table. */
public sealed interface VolumeChange {
    Mount mount();

    /** A volume is there that was not. */
    record VolumeArrived(Mount mount) implements VolumeChange {}

    /** A volume is gone. */
    record VolumeLeft(Mount mount) implements VolumeChange {}
}
