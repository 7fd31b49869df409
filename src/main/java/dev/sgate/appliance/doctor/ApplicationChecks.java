package dev.sgate.appliance.doctor;

import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StationReport.ApplicationLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The applications that were installed. */
final class ApplicationChecks {
    private ApplicationChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "app-down",
                        "whether the process of each application runs",
                        "the application is what this box is for",
                        ApplicationChecks::down),
                Check.broken(
                        "app-folder-missing",
                        "the folder of the release that runs",
                        "it cannot be started again after a power-off",
                        ApplicationChecks::folderMissing),
                Check.broken(
                        "app-current-wrong",
                        "where the link current leads",
                        "what starts next is not what was verified and committed",
                        ApplicationChecks::currentWrong));
    }

    private static Finding down(Box box) throws CannotTell {
        return box.report().applications().stream()
                .filter(line -> line.process().isEmpty())
                .findFirst()
                .map(ApplicationLine::release)
                .map(release -> Finding.fault(
                        "application " + release.appName() + " " + release.version() + " does not run",
                        "start the appliance if it is down, it starts the application; else see "
                                + Applications.app(box, release).resolve("output.log")))
                .orElse(Finding.HEALTHY);
    }

    private static Finding folderMissing(Box box) throws CannotTell {
        return box.ledger().running().stream()
                .filter(release -> !Files.isDirectory(Applications.folder(box, release)))
                .findFirst()
                .map(release -> Finding.fault(
                        "the folder " + Applications.folder(box, release) + " is gone",
                        "insert the stick that brought " + release.appName() + " " + release.version() + " again"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding currentWrong(Box box) throws IOException, CannotTell {
        for (HeldRelease release : box.ledger().running()) {
            Path link = Applications.app(box, release).resolve("current");
            if (Files.isDirectory(Applications.folder(box, release))
                    && !leadsTo(link, Applications.folder(box, release))) {
                return Finding.fault(
                        link + " does not lead to release " + release.version(),
                        "restart the appliance, it makes the link follow the record; find out who changed it");
            }
        }
        return Finding.HEALTHY;
    }

    private static boolean leadsTo(Path link, Path folder) throws IOException {
        return Files.isSymbolicLink(link)
                && Files.exists(link)
                && link.toRealPath().equals(folder.toRealPath());
    }
}
