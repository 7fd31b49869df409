package dev.sgate.station;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A removable file system as the mount table lists it now, or a plain folder that stands in for one.
 *
 * @param directory where it is mounted; opaque here
 * @param key tells two mounts apart that follow each other at one directory, as far as the kernel lets us
 * @param source the device, e.g. {@code /dev/sda1}; empty for a plain folder
 * @param fileSystem e.g. {@code vfat}, {@code fuseblk}; {@code folder} for a plain folder
 * @param options the mount's and the file system's options, e.g. {@code ro}, {@code nosuid}
 */
public record Mount(Path directory, String key, String source, String fileSystem, Set<String> options) {
    /** What {@code fileSystem} says of a plain folder. */
    public static final String FOLDER = "folder";

    /** What {@code source} says of a folder that somebody handed over on this machine: there is no stick. */
    public static final String OFFERED = "offered";

    private static final Set<String> SAFE_OPTIONS = Set.of("nosuid", "nodev", "noexec");

    public Mount {
        options = Set.copyOf(options);
    }

    public boolean isFolder() {
        return fileSystem.equals(FOLDER);
    }

    public boolean isOffered() {
        return source.equals(OFFERED);
    }

    public boolean isReadOnly() {
        return options.contains("ro");
    }

    /** Whether nothing on it can be run or change who we are: nosuid, nodev and noexec (BEHAVIOUR 3). */
    public boolean isSafe() {
        return options.containsAll(SAFE_OPTIONS);
    }

    /** What is wrong with a stick that cannot be read here, and in whose place an empty folder is mounted. Empty for what can be read. */
    public Optional<UnreadableStick> unreadable() {
        return UnreadableStick.find(source);
    }

    /** The last part of the directory: what people see as the volume's name. */
    public String name() {
        Path name = directory.getFileName();
        return name == null ? directory.toString() : name.toString();
    }
}
