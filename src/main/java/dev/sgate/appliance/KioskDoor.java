package dev.sgate.appliance;

import dev.sgate.appliance.http.HttpService;
import dev.sgate.appliance.kiosk.ButtonAnswer;
import dev.sgate.appliance.kiosk.Deeds;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.kiosk.SiteFacts;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MountWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page of a daemon, where people see it: the lines for the first console, and a service of its own where the lease service is not
 * on this machine's own address. What its buttons need is made when somebody looks first: a start is mostly loading classes.
 */
final class KioskDoor implements AutoCloseable {
    private final Kiosk kiosk;
    private final BannerFile banner;
    private final Optional<HttpService> service;

    private KioskDoor(Kiosk kiosk, BannerFile banner, Optional<HttpService> service) {
        this.kiosk = kiosk;
        this.banner = banner;
        this.service = service;
    }

    /** Makes the page and opens it; where its address cannot be opened, says so in the log. */
    static KioskDoor open(Settings settings, Ports ports, MountWatch watch) {
        Kiosk kiosk = page(ports, watch);
        Path folder = Optional.ofNullable(settings.socket().getParent()).orElse(settings.state());
        return new KioskDoor(
                kiosk,
                BannerFile.opening(kiosk, folder),
                settings.lease().ownPage().flatMap(address -> service(address, kiosk)));
    }

    /** The page alone. */
    static Kiosk page(Ports ports, MountWatch watch) {
        AtFirstLook site = new AtFirstLook(ports, watch);
        return new Kiosk(ports.situation().language(), site, site::facts, System::nanoTime, KioskDoor::failed);
    }

    private static Optional<HttpService> service(InetSocketAddress address, Kiosk kiosk) {
        try {
            return Optional.of(HttpService.openPage(address, kiosk, KioskDoor::failed));
        } catch (IOException taken) {
            failed("page: its address cannot be opened; free its port or change page.listen. Sticks are served", taken);
            return Optional.empty();
        }
    }

    private static void failed(String what, Throwable cause) {
        LogLine.of(LogEvent.PAGE_FAILED, what).with("cause", cause).warn();
    }

    Kiosk kiosk() {
        return kiosk;
    }

    /** Says a last word and ends. */
    @Override
    public void close() {
        kiosk.end();
        banner.close();
        service.ifPresent(HttpService::close);
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
