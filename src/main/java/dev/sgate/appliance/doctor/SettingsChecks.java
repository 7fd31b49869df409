package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.appliance.RouteFault;
import dev.sgate.appliance.RouteReview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The settings, and the route files. */
final class SettingsChecks {
    private SettingsChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "settings-wrong",
                        "each name and value in the settings file",
                        "the appliance does not do its work with settings that it cannot understand",
                        SettingsChecks::wrong),
                Check.broken(
                        "settings-open",
                        "who may write to the settings file and its folder",
                        "whoever can change the settings can name other keys and another state",
                        SettingsChecks::open),
                Check.toLookAt(
                        "folders-allowed",
                        "the setting allow-folders",
                        "sticks that could start programs are taken, and plain folders count as sticks",
                        SettingsChecks::foldersAllowed),
                Check.broken(
                        "routes-damaged",
                        "the route files",
                        "with a route file missing or changed by hand the appliance does not start",
                        SettingsChecks::routes));
    }

    private static Finding wrong(Box box) {
        return box.wrongSetting()
                .map(wrong -> Finding.fault(
                        String.valueOf(wrong.getMessage()),
                        "correct " + box.config() + ", then `systemctl restart sgate`; docs/operating.md lists all"
                                + " settings"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding open(Box box) throws IOException {
        Path file = box.config();
        if (!Files.exists(file)) {
            return Finding.HEALTHY;
        }
        return Permissions.writableByOthers(file)
                .map(open ->
                        Finding.fault("others may write to " + open, "`chmod go-w " + open + "`, and find out who did"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding foldersAllowed(Box box) {
        return faultIf(
                box.settings().allowFolders(),
                "allow-folders is set; it is for a trial on a desk",
                "take allow-folders out of " + box.config() + ", then `systemctl restart sgate`");
    }

    private static Finding routes(Box box) {
        Path folder = box.settings().routes();
        List<RouteFault> faults;
        try {
            faults = RouteReview.faults(folder);
        } catch (IOException missing) {
            return Finding.fault("the route files in " + folder + " cannot be read", reinstall(box));
        }
        return faults.isEmpty()
                ? Finding.HEALTHY
                : Finding.fault(faults.getFirst().toString(), reinstall(box));
    }

    private static String reinstall(Box box) {
        return box.units().arePackaged()
                ? "install the package sgate again: `apt-get install --reinstall sgate`"
                : "take the folder routes from the checkout again";
    }
}
