package dev.sgate.appliance.doctor;

import dev.sgate.station.LedgerView.HeldRelease;
import java.nio.file.Path;

/** Where the releases of an application are. */
final class Applications {
    private Applications() {}

    static Path app(Box box, HeldRelease release) {
        return box.state().resolve("apps").resolve(release.appName());
    }

    static Path folder(Box box, HeldRelease release) {
        return app(box, release).resolve("releases").resolve(release.folder());
    }
}
