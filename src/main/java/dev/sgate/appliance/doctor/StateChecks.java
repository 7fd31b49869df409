package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.host.FileSystemLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The state folder: whether it is there, whose it is, and who may look into it. */
final class StateChecks {
    private static final List<String> PRIVATE = List.of("keys", "kept", "staging", "sgate.db", "sgate.db-wal");
    private static final Set<String> NOT_OURS = Set.of("lost+found", "apps");

    private StateChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "state-missing",
                        "whether the state folder is there",
                        "the appliance is in it: its key, licenses, seats and releases",
                        StateChecks::missing),
                Check.broken(
                        "state-owner",
                        "whom the files in the state folder belong to",
                        "the appliance cannot read or write what belongs to another user, and stops in the middle",
                        StateChecks::owner),
                Check.broken(
                        "state-open",
                        "who may look into the state folder and write to it",
                        "whoever reads the keys can pose as this appliance",
                        StateChecks::open),
                Check.broken(
                        "state-readonly",
                        "how the state folder's file system is mounted",
                        "nothing can be put on record, so no stick is served",
                        StateChecks::readOnly),
                Check.broken(
                        "state-in-memory",
                        "the kind of file system that holds the state folder",
                        "all of it is gone at the next power-off, and this machine is a new device then",
                        StateChecks::inMemory),
                Check.broken(
                        "state-filesystem",
                        "the kind of file system that holds the state folder",
                        "it keeps neither owners nor modes, so keys cannot be kept from others, and no link to a release",
                        StateChecks::filesystem));
    }

    private static Finding missing(Box box) {
        Path state = box.state();
        return faultIf(
                !Files.isDirectory(state) || isNew(state),
                "no appliance has run on " + state + " yet",
                "see that the disk is mounted (`findmnt`) and the setting state is right; if this box is new, start it");
    }

    private static boolean isNew(Path state) {
        return Stream.of("sgate.db", "keys/device.key", "kept").noneMatch(name -> Files.exists(state.resolve(name)));
    }

    private static Finding owner(Box box) throws IOException, CannotTell {
        int owner = box.owner();
        for (String folder : List.of(".", "keys", "kept")) {
            for (Path entry : entries(box.state().resolve(folder).normalize())) {
                if (Box.uid(entry) != owner && !NOT_OURS.contains(String.valueOf(entry.getFileName()))) {
                    return Finding.fault(
                            entry + " belongs to user " + Box.uid(entry) + ", the state folder to user " + owner,
                            "stop the appliance, then `chown -R --from=" + Box.uid(entry) + " " + owner + " "
                                    + box.state() + "`; run verbs that write as the appliance's own user");
                }
            }
        }
        return Finding.HEALTHY;
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Finding open(Box box) throws IOException, CannotTell {
        box.requireState();
        if (Permissions.othersMayWrite(box.state())) {
            return Finding.fault("others may write to " + box.state(), "`chmod go-w " + box.state() + "`");
        }
        for (String name : PRIVATE) {
            Path entry = box.state().resolve(name);
            if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS) && !Permissions.isPrivate(entry)) {
                return Finding.fault(
                        "others may look into " + entry,
                        "`chmod go-rwx " + entry + "`; if somebody did look, tell the vendor");
            }
        }
        return Finding.HEALTHY;
    }

    private static Finding readOnly(Box box) throws IOException, CannotTell {
        box.requireState();
        return faultIf(
                FileSystemLook.at(box.state()).readOnly(),
                "the file system of " + box.state() + " is mounted read-only",
                "look for errors of the disk with `dmesg`; if there are none, `mount -o remount,rw` it");
    }

    private static String kind(Box box) throws IOException, CannotTell {
        box.requireState();
        return FileSystemLook.at(box.state()).kind();
    }

    private static Finding inMemory(Box box) throws IOException, CannotTell {
        String kind = kind(box);
        return faultIf(
                Set.of("tmpfs", "ramfs").contains(kind),
                box.state() + " is in memory (" + kind + ")",
                "put it on a disk: stop the appliance, copy the folder with `cp -a`, mount the disk in its place");
    }

    private static Finding filesystem(Box box) throws IOException, CannotTell {
        String kind = kind(box);
        return faultIf(
                Set.of("msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "isofs").contains(kind),
                box.state() + " is on a file system for sticks (" + kind + ")",
                "put it on ext4 or another journaled Linux file system");
    }
}
