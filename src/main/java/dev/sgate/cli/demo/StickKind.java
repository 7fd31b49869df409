package dev.sgate.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a stick is made of on this machine. */
enum StickKind {
    /** An exFAT image on a loop device, mounted by exfat-fuse. */
    EXFAT("an exFAT image on a loop device"),
    /** An ext4 image on a loop device. */
    EXT4("an ext4 image on a loop device"),
    /** A plain folder, where we may not mount. */
    FOLDER("a plain folder");

    private final String words;

    StickKind(String words) {
        this.words = words;
    }

    /**
     * The best kind that works here. As root with loop devices it is a real file system or nothing.
     *
     * @throws StepFailed if root could mount, but the programs for it are missing; the message says how to get them
     */
    static StickKind best() throws StepFailed {
        boolean mayMount = "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/dev/loop-control"));
        if (!mayMount) {
            return FOLDER;
        }
        if (Commands.has("mount.exfat-fuse") && Commands.has("mkfs.exfat") && Files.exists(Path.of("/dev/fuse"))) {
            return EXFAT;
        }
        StepFailed.unless(
                Commands.has("mkfs.ext4") && Commands.has("losetup"),
                "no program makes a real stick here; install them with: apt-get install exfat-fuse exfatprogs e2fsprogs mount");
        return EXT4;
    }

    @Override
    public String toString() {
        return words;
    }
}
