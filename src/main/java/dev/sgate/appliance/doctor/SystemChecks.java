package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the package needs of the system around it; a checkout needs none of it. */
final class SystemChecks {
    private SystemChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "user-missing",
                        "whether the users sgate and sgate-app are there",
                        "the service runs as sgate and applications as sgate-app, and neither starts without its user",
                        SystemChecks::users),
                Check.broken(
                        "polkit-rule-missing",
                        "whether the rule 50-sgate.rules is there",
                        "the appliance may not start and stop applications, and every update fails",
                        SystemChecks::polkit),
                Check.toLookAt(
                        "log-volatile",
                        "whether the system's log survives a power-off",
                        "after a power cut nobody can read what happened before it",
                        SystemChecks::log));
    }

    private static Finding users(Box box) throws IOException {
        if (!box.units().arePackaged()) {
            return Finding.HEALTHY;
        }
        Path file = box.system("/etc/passwd");
        List<String> known = Files.readAllLines(file);
        List<String> missing = Stream.of("sgate", "sgate-app")
                .filter(user -> known.stream().noneMatch(line -> line.startsWith(user + ":")))
                .toList();
        return faultIf(
                !missing.isEmpty(),
                "there is no user " + String.join(" and no user ", missing),
                "`systemd-sysusers sgate.conf`, then give them what is theirs: `systemd-tmpfiles --create`");
    }

    private static Finding polkit(Box box) {
        return faultIf(
                box.units().arePackaged() && !Files.exists(box.system("/usr/share/polkit-1/rules.d/50-sgate.rules")),
                "there is no /usr/share/polkit-1/rules.d/50-sgate.rules",
                "`apt-get install --reinstall sgate`");
    }

    private static Finding log(Box box) throws IOException {
        if (!box.units().arePackaged()) {
            return Finding.HEALTHY;
        }
        String storage = storage(box);
        boolean kept = storage.equals("persistent")
                || (storage.equals("auto") && Files.isDirectory(box.system("/var/log/journal")));
        return faultIf(
                !kept,
                "the system's log is kept in memory (Storage=" + storage + ")",
                "`mkdir /var/log/journal`, or forward the log: docs/manual/log.md");
    }

    /** The last word of journald's settings; {@code auto} where they say nothing. */
    private static String storage(Box box) throws IOException {
        List<Path> files = new ArrayList<>(List.of(box.system("/etc/systemd/journald.conf")));
        Path more = box.system("/etc/systemd/journald.conf.d");
        if (Files.isDirectory(more)) {
            try (Stream<Path> dropIns = Files.list(more)) {
                dropIns.sorted().forEach(files::add);
            }
        }
        String storage = "auto";
        for (Path file : files) {
            for (String line : Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of()) {
                storage = line.strip().startsWith("Storage=") ? line.strip().substring("Storage=".length()) : storage;
            }
        }
        return storage;
    }
}
