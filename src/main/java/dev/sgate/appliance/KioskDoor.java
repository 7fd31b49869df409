package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.ButtonAnswer;
import dev.sgate.appliance.kiosk.Deeds;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.kiosk.SiteFacts;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MountWatch;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the page of a daemon. What its buttons need is made when somebody looks first: a start is mostly loading classes. */
final class KioskDoor {
    private KioskDoor() {}

    static Kiosk open(Ports ports, MountWatch watch) {
        AtFirstLook site = new AtFirstLook(ports, watch);
        return new Kiosk(
                ports.situation().language(),
                site,
                site::facts,
                System::nanoTime,
                (what, cause) -> LogLine.of(LogEvent.PAGE_FAILED, what)
                        .with("cause", cause)
                        .warn());
    }

    /** Hands everything on to {@link KioskDeeds}. */
    private static final class AtFirstLook implements Deeds {
        private final Ports ports;
        private final MountWatch watch;
        private @Nullable KioskDeeds made;

        AtFirstLook(Ports ports, MountWatch watch) {
            this.ports = ports;
            this.watch = watch;
        }

        private synchronized KioskDeeds deeds() {
            if (made == null) {
                made = new KioskDeeds(ports, watch);
            }
            return made;
        }

        SiteFacts facts() throws IOException {
            return deeds().facts();
        }

        @Override
        public ButtonAnswer activate(UUID license, long serial) {
            return deeds().activate(license, serial);
        }

        @Override
        public ButtonAnswer install(String app, Sha256 digest) {
            return deeds().install(app, digest);
        }

        @Override
        public void visitAgain(String stickKey) {
            watch.visitAgain(stickKey);
        }
    }
}
