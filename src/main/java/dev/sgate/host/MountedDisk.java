package dev.sgate.host;

/**
 * What is the same about a mounted stick in all mount namespaces of this machine: a mount's own number and options are not.
 *
 * @param name the last part of the directory it is mounted on
 * @param device {@code major:minor}
 * @param diskSequence counts every disk that was ever there; empty where there is no block device
 * @param isWritable whether the file system can be written to by anybody: as long as it can, a stick must not be pulled
 */
record MountedDisk(String name, String device, String diskSequence, boolean isWritable) {
    /** Whether both are the same stick in the same place, writable or not. */
    boolean isSameAs(MountedDisk other) {
        return name.equals(other.name) && device.equals(other.device) && diskSequence.equals(other.diskSequence);
    }
}
