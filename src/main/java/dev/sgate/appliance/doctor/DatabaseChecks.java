package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.station.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The database, and what is kept beside it. */
final class DatabaseChecks {
    private static final String START =
            "start the appliance, it does all that can be done; then look at the disk and call the vendor";

    private DatabaseChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "database-missing",
                        "whether sgate.db is there",
                        "seats and events are in it; the rest is brought in again from beside it",
                        DatabaseChecks::missing),
                Check.broken(
                        "database-damaged",
                        "each page and each table of sgate.db",
                        "seats may be free again, and events that the vendor does not hold yet may be lost",
                        DatabaseChecks::damaged),
                Check.broken(
                        "database-older",
                        "the newest event in sgate.db beside the one that kept/witness knows",
                        "an older copy was put back: this machine gives no new seat until the vendor resets its counter",
                        DatabaseChecks::older),
                Check.broken(
                        "database-too-new",
                        "the version of the tables in sgate.db",
                        "an older program cannot use what a newer one wrote, and does not start",
                        DatabaseChecks::tooNew),
                Check.toLookAt(
                        "witness-damaged",
                        "whether kept/witness proves itself",
                        "it would tell an older copy of the database from the newest one",
                        DatabaseChecks::witness),
                Check.toLookAt(
                        "database-replaced",
                        "whether a damaged database was put aside",
                        "a disk that damaged one database damages the next",
                        DatabaseChecks::replaced),
                Check.broken(
                        "journal-forked",
                        "whether the vendor holds another history of this machine",
                        "this machine is a copy or was restored: it gives no new seat until the vendor resets its counter",
                        DatabaseChecks::forked));
    }

    private static Finding missing(Box box) throws IOException, CannotTell {
        Path database = box.state().resolve("sgate.db");
        boolean gone = !Files.exists(database) || Files.size(database) == 0;
        return faultIf(gone && box.kept().knowsALedger(), "the database " + database + " is gone", START);
    }

    private static Finding damaged(Box box) throws CannotTell {
        return box.database().damage().map(why -> Finding.fault(why, START)).orElse(Finding.HEALTHY);
    }

    private static Finding older(Box box) throws IOException, CannotTell {
        long here = box.ledger().head().seq();
        long known =
                box.kept().witness().map(Witness::head).map(head -> head.seq()).orElse(0L);
        return faultIf(
                known > here,
                "the database ends with event " + here + ", and event " + known + " was there already",
                "put the newest copy back if you have it; else " + START);
    }

    private static Finding tooNew(Box box) throws CannotTell {
        return box.database()
                .tooNew()
                .map(what -> Finding.fault(what, "install the newer version of sgate again"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding witness(Box box) throws IOException, CannotTell {
        return faultIf(
                box.kept().witnessIsDamaged(),
                box.state().resolve("kept/witness") + " was changed, or is another appliance's",
                "nothing now: it is written anew at the next change; find out who changed it");
    }

    private static Finding replaced(Box box) throws IOException, CannotTell {
        box.requireState();
        Optional<Path> aside;
        try (Stream<Path> files = Files.list(box.state())) {
            aside = files.filter(DatabaseChecks::isAside).sorted().findFirst();
        }
        return aside.map(
                        file -> Finding.fault(
                                "a damaged database was put aside: " + file,
                                "test the disk (`smartctl -a`), tell the vendor, and delete the file when you have looked at it"))
                .orElse(Finding.HEALTHY);
    }

    private static boolean isAside(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("sgate.db.damaged-") && !name.endsWith("-wal") && !name.endsWith("-shm");
    }

    private static Finding forked(Box box) throws CannotTell {
        return box.ledger()
                .fork()
                .map(fork -> Finding.fault(
                        "the journal is forked at event " + fork.seq(),
                        "call the vendor, and say whether this is a copy or was restored from a backup"))
                .orElse(Finding.HEALTHY);
    }
}
