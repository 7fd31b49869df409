package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.Digests;
import dev.sgate.campaign.oracle.Look;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.FileSystem;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One appliance whose stick is pulled again and again while the journal and the receipts are written to it. The daemon lives on: it must
 * take the same stick again the next time. The last cut is one of the power, so that the state can be judged at rest.
 */
final class PullLife extends Life {
    private static final Duration NOTICED = Duration.ofSeconds(15);
    /** Nobody is faster than that; and the daemon looks at the mount table more often. */
    private static final Duration BRIEFLY_AWAY = Duration.ofMillis(150);

    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration NEXT_VISIT = Duration.ofSeconds(90);

    private final Path request;
    private Optional<Fuse> fuse = Optional.empty();
    private boolean seen;

    /** @param request a file named {@code SGATE-RETURN} */
    PullLife(Given given, Path request) {
        super(given, "stick of " + given.ground().stickDisk().fileSystem().word());
        this.request = request;
    }

    @Override
    void live(int cuts) throws IOException {
        try (Daemon daemon = ground.start(start, this::said)) {
            daemon.await(line -> line.startsWith("ready"), Ground.PATIENCE);
            install(daemon);
            for (int cut = 1; cut <= cuts && !isOver(); cut++) {
                pull(cut, daemon);
            }
            ground.cutPower(daemon);
            heard(daemon.lines());
            ground.powerOn();
            lookAtState(cuts);
        }
    }

    private void said(String line) {
        Optional<Fuse> now;
        synchronized (this) {
            // what is left to say of the visit before does not count
            seen |= line.startsWith("stick seen");
            now = seen ? fuse : Optional.empty();
        }
        now.ifPresent(lit -> lit.said(line));
    }

    private synchronized void light(Optional<Fuse> next) {
        seen = false;
        fuse = next;
    }

    /** One whole visit, so that there is something to tell. */
    private void install(Daemon daemon) throws IOException {
        Release release = vendor.release(1);
        ground.fillStick(release);
        truth.offered(1, true, release.tree());
        ground.plugIn();
        daemon.await(line -> line.startsWith("safe to unplug"), Ground.PATIENCE);
        ground.fillStick(List.of(request));
        truth.onTheStick(request.getFileName().toString(), Digests.of(Files.readAllBytes(request)));
    }

    private void pull(int cut, Daemon daemon) throws IOException {
        Moment moment = Moment.duringReturn(random, stretches);
        Fuse lit = new Fuse(moment, truth, stickOracle, stretches, this::pullNow, Frozen.none(ground.stateDisk()));
        int from = daemon.lines().size();
        light(Optional.of(lit));
        lit.begin();
        ground.plugIn();
        if (daemon.await(line -> line.startsWith("stick seen"), from, NOTICED).isEmpty()) {
            plugInAgain();
        }
        boolean came = lit.await(daemon, NEXT_VISIT).isPresent();
        light(Optional.empty());
        ground.pullStick();
        heard(daemon.lines().subList(from, daemon.lines().size()));
        if (!came) {
            tell(cut, List.of("hung: the visit came neither to its moment " + moment + " nor to its end"));
        }
        Look stick = lookAtStick(cut);
        LockSupport.parkNanos(BRIEFLY_AWAY.toNanos());
        tally.hit(
                "stick, " + ground.stickDisk().fileSystem().word() + ": " + stick.phase(), moment.isAcknowledgement());
    }

    /**
     * On a machine that is busy enough the stick was away and there again between two looks at the mount table, and the kernel gave the
     * mount the same number: nobody could tell. Where that is not it, the visit does not come the second time either.
     */
    private void plugInAgain() throws IOException {
        ground.pullStick();
        LockSupport.parkNanos(AWAY.toNanos());
        ground.plugIn();
        tally.pluggedInAgain();
    }

    /** A stick that is read-only again, or that a driver of its own serves, is pulled all the same. */
    private void pullNow() throws IOException {
        if (ground.stickDisk().isWritable() || ground.stickDisk().fileSystem() == FileSystem.EXFAT) {
            ground.stickDisk().cut();
        }
    }
}
