package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.host.LinuxMounts;
import dev.sgate.station.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How sticks come in. */
final class StickChecks {
    private static final List<String> DRIVERS = List.of("vfat", "exfat");

    private StickChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "media-missing",
                        "the folder below which sticks are mounted",
                        "a stick that is mounted elsewhere is not seen",
                        StickChecks::missing),
                Check.broken(
                        "mount-unsafe",
                        "the options of each stick that is mounted now",
                        "a program on the stick could be started or gain rights, so the stick is refused",
                        StickChecks::unsafe),
                Check.toLookAt(
                        "mount-writable",
                        "whether a stick is mounted writable while no daemon writes to it",
                        "a stick that is pulled while it is writable may lose what is on it",
                        StickChecks::writable),
                Check.broken(
                        "stick-driver-missing",
                        "whether this kernel can read FAT and exFAT",
                        "the usual sticks cannot be mounted, and the page takes them for damaged",
                        StickChecks::driver));
    }

    private static Finding missing(Box box) {
        Path media = box.settings().media();
        return faultIf(
                !Files.isDirectory(media),
                "there is no folder " + media,
                "`systemd-tmpfiles --create sgate.conf` makes it, or see the setting media");
    }

    private static List<Mount> mounts(Box box, Predicate<Mount> wrong) throws IOException {
        Path media = box.settings().media();
        return Files.isDirectory(media)
                ? new LinuxMounts(media, false).current().stream().filter(wrong).toList()
                : List.of();
    }

    private static Finding unsafe(Box box) throws IOException {
        return mounts(box, mount -> !mount.isSafe()).stream()
                .findFirst()
                .map(mount -> Finding.fault(
                        mount.directory() + " is mounted without all of nosuid, nodev and noexec",
                        "see which rule mounted it; the package's own rule is sgate-stick@.service"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding writable(Box box) throws IOException {
        return mounts(box, mount -> !mount.isReadOnly()).stream()
                .filter(mount -> !isAtWork(box))
                .findFirst()
                .map(mount -> Finding.fault(
                        mount.directory() + " is mounted writable, and the appliance does not run",
                        "`mount -o remount,ro " + mount.directory() + "` before it is pulled"))
                .orElse(Finding.HEALTHY);
    }

    private static boolean isAtWork(Box box) {
        try {
            return box.pulse().holdsTheState();
        } catch (IOException unknown) {
            return true;
        }
    }

    private static Finding driver(Box box) throws IOException {
        String kernel = kernel(box);
        if (kernel.isEmpty()) {
            return Finding.HEALTHY;
        }
        List<String> missing =
                DRIVERS.stream().filter(driver -> !kernel.contains(driver)).toList();
        return faultIf(
                !missing.isEmpty(),
                "this kernel has no driver for " + String.join(" and ", missing),
                "install the kernel package of Debian, which has both, or `exfat-fuse`");
    }

    /** All that the kernel has and could load; empty where that cannot be seen, as in a container. */
    private static String kernel(Box box) throws IOException {
        Path modules = box.system("/lib/modules");
        if (!Files.isDirectory(modules)) {
            return "";
        }
        StringBuilder names = new StringBuilder(text(box.system("/proc/filesystems")));
        try (Stream<Path> versions = Files.list(modules)) {
            for (Path version : versions.toList()) {
                names.append(text(version.resolve("modules.dep"))).append(text(version.resolve("modules.builtin")));
            }
        }
        return names.toString();
    }

    private static String text(Path file) throws IOException {
        return Files.isReadable(file) ? Files.readString(file) : "";
    }
}
