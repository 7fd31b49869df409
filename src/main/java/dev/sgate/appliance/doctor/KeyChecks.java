package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.KeyLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The appliance's own keys, and what its fingerprint is made of. */
final class KeyChecks {
    private static final String RESTORE = "stop the appliance, and put it back from your backup: docs/manual/backup.md";

    private KeyChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "device-key-missing",
                        "whether keys/device.key is there",
                        "it is what makes this machine this appliance: without it no journal can be signed",
                        box -> missing(box, "device.key")),
                Check.broken(
                        "device-key-damaged",
                        "whether keys/device.key holds a key",
                        "the appliance does not start with it, and does not replace it by itself",
                        box -> damaged(box, KeyLook.device(key(box, "device.key")), "device.key")),
                Check.broken(
                        "journal-key-missing",
                        "whether keys/journal.key is there",
                        "the next start makes a new one, and all events that the vendor does not hold yet are lost",
                        box -> missing(box, "journal.key")),
                Check.broken(
                        "journal-key-damaged",
                        "whether keys/journal.key has its length",
                        "the appliance does not start with it, and does not replace it by itself",
                        box -> damaged(box, KeyLook.journal(key(box, "journal.key")), "journal.key")),
                Check.broken(
                        "keys-open",
                        "who may read the files in keys",
                        "a key that others may read is not used, for it is nobody's own any more",
                        KeyChecks::open),
                Check.broken(
                        "lease-key-damaged",
                        "whether keys/lease.key holds a key",
                        "no lease can be signed, and applications stop when theirs run out",
                        box -> damaged(box, KeyLook.lease(key(box, "lease.key")), "lease.key")),
                Check.toLookAt(
                        "personal-key-damaged",
                        "whether keys/personal.key has its length",
                        "the names of devices are neither kept nor shown",
                        KeyChecks::personal),
                Check.broken(
                        "machine-id-missing",
                        "the machine's id in /etc/machine-id",
                        "the fingerprint is made of it, and so are the seat and the name on each receipt",
                        KeyChecks::machineId),
                Check.broken(
                        "machine-changed",
                        "the fingerprint of now beside that of the last start",
                        "for every license this is another machine, and its seat belongs to the one before",
                        KeyChecks::changed));
    }

    private static Path key(Box box, String name) {
        return box.state().resolve("keys").resolve(name);
    }

    /** A box on which no appliance has run yet lacks nothing. */
    private static Finding missing(Box box, String name) throws CannotTell {
        box.requireState();
        boolean ran = Stream.of("sgate.db", "keys/device.key", "kept/witness")
                .anyMatch(file -> Files.exists(box.state().resolve(file)));
        return faultIf(ran && !Files.exists(key(box, name)), "the key " + key(box, name) + " is gone", RESTORE);
    }

    private static Finding damaged(Box box, KeyLook looks, String name) {
        String next = switch (name) {
            case "lease.key" -> RESTORE + "; or move it away, and a new one is made";
            default -> RESTORE;
        };
        return faultIf(looks == KeyLook.DAMAGED, "the key " + key(box, name) + " is damaged", next);
    }

    private static Finding personal(Box box) throws IOException {
        return faultIf(
                KeyLook.personal(key(box, "personal.key")) == KeyLook.DAMAGED,
                "the key " + key(box, "personal.key") + " is damaged",
                "`sgate personal erase` makes a new one; devices send their names again");
    }

    private static Finding open(Box box) throws IOException, CannotTell {
        box.requireState();
        Path folder = box.state().resolve("keys");
        if (!Files.isDirectory(folder)) {
            return Finding.HEALTHY;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(entry -> entry.toString().endsWith(".key"))
                    .sorted()
                    .toList()) {
                if (!Permissions.isPrivate(file)) {
                    return Finding.fault(
                            "others may use the key " + file,
                            "`chmod 600 " + file + "`; if somebody did use it, tell the vendor");
                }
            }
        }
        return Finding.HEALTHY;
    }

    private static Finding machineId(Box box) throws IOException {
        String id = box.machineId();
        return faultIf(
                id.isEmpty() || id.equals("uninitialized"),
                "this machine has no id",
                "put back the one it had, from a backup of /etc/machine-id; a new box gets one with `systemd-machine-id-setup`");
    }

    private static Finding changed(Box box) throws IOException, CannotTell {
        DeviceKeyFile device = box.device();
        return LastStart.fingerprint(box.ledger())
                .filter(before -> !before.equals(device.fingerprint().hex()))
                .map(before -> Finding.fault(
                        "the fingerprint was " + before.substring(0, 8) + " at the last start, and is "
                                + device.fingerprint().hex().substring(0, 8) + " now",
                        "put back the /etc/machine-id of this machine; if this is a copy of another one's disk, wipe it:"
                                + " docs/manual/wiping.md"))
                .orElse(Finding.HEALTHY);
    }
}
