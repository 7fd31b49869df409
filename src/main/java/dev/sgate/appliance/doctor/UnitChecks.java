package dev.sgate.appliance.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The units of an installed package; a checkout has none. */
final class UnitChecks {
    private static final String SERVICE = "sgate.service";
    private static final String RULE = "80-sgate.rules";
    private static final String REINSTALL = "`apt-get install --reinstall sgate`";

    /** Lines by which somebody takes away what the service is kept in. */
    private static final Pattern WEAKER = Pattern.compile(
            "User=(?!sgate$).*|(NoNewPrivileges|PrivateDevices|MemoryDenyWriteExecute|RestrictSUIDSGID)=(no|false|0)"
                    + "|ProtectSystem=(no|false|0)?|(CapabilityBoundingSet|AmbientCapabilities)=[^~].*|SystemCallFilter="
                    + "|RestrictAddressFamilies=|IPAddressDeny=");

    private UnitChecks() {}

    static List<Check> all() {
        return List.of(
                unit("unit-missing", "whether sgate.service is installed", UnitChecks::missing),
                unit("unit-masked", "whether sgate.service is masked", box -> masked(box, SERVICE)),
                unit("unit-disabled", "whether sgate.service is started at boot", UnitChecks::disabled),
                Check.broken(
                        "unit-weakened",
                        "what was added to sgate.service on this box",
                        "a program that reads strangers' sticks must not be able to do more than it needs",
                        UnitChecks::weakened),
                Check.broken(
                        "stick-unit-masked",
                        "whether sgate-stick@.service can mount sticks",
                        "no stick is mounted, and nothing says so to the person at the kiosk",
                        box -> masked(box, "sgate-stick@.service")),
                Check.broken(
                        "stick-rule-missing",
                        "whether udev has the rule that sees sticks",
                        "no stick is mounted, and nothing says so to the person at the kiosk",
                        UnitChecks::rule),
                Check.broken(
                        "write-socket-masked",
                        "whether sgate-write.socket is there and started at boot",
                        "no journal and no receipt can be written to a stick",
                        UnitChecks::writeSocket),
                Check.broken(
                        "app-unit-masked",
                        "whether sgate-app@.service can start applications",
                        "no application starts, and every update fails its health check",
                        box -> masked(box, "sgate-app@.service")));
    }

    private static Check unit(String name, String looksAt, Check.Look look) {
        return Check.broken(name, looksAt, "the appliance does not come up after a power-off", look);
    }

    private static Finding missing(Box box) {
        boolean missing = box.units().arePackaged() && box.units().find(SERVICE).isEmpty();
        return Finding.faultIf(missing, "there is no " + SERVICE, REINSTALL);
    }

    private static Finding masked(Box box, String unit) throws IOException {
        Optional<Path> file = box.units().find(unit);
        boolean masked = file.isPresent() && Units.isMasked(file.get());
        return Finding.faultIf(
                masked,
                unit + " is masked by " + file.map(Path::toString).orElse(""),
                "`systemctl unmask " + unit + "`");
    }

    private static Finding disabled(Box box) throws IOException {
        Optional<Path> file = box.units().find(SERVICE);
        boolean disabled =
                file.isPresent() && !Units.isMasked(file.get()) && !box.units().isEnabled(SERVICE);
        return Finding.faultIf(
                disabled, SERVICE + " is not started at boot", "`systemctl enable --now " + SERVICE + "`");
    }

    private static Finding weakened(Box box) throws IOException {
        return box.units().addedTo(SERVICE).stream()
                .filter(WEAKER.asMatchPredicate())
                .findFirst()
                .map(line -> Finding.fault(
                        "a drop-in of " + SERVICE + " says " + line,
                        "take the line out again: `systemctl edit sgate`, then `systemctl restart sgate`"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding rule(Box box) throws IOException {
        if (!box.units().arePackaged()) {
            return Finding.HEALTHY;
        }
        Optional<Path> rule = box.units().findRule(RULE);
        return rule.isPresent() && Units.isMasked(rule.get())
                ? Finding.fault(
                        RULE + " is masked by " + rule.get(),
                        "`rm " + rule.get() + "`, then `udevadm control --reload`")
                : Finding.faultIf(rule.isEmpty(), "there is no " + RULE, REINSTALL);
    }

    private static Finding writeSocket(Box box) throws IOException {
        String unit = "sgate-write.socket";
        Optional<Path> file = box.units().find(unit);
        if (file.isPresent() && !Units.isMasked(file.get()) && !box.units().isEnabled(unit)) {
            return Finding.fault(unit + " is not started at boot", "`systemctl enable --now " + unit + "`");
        }
        return masked(box, unit);
    }
}
