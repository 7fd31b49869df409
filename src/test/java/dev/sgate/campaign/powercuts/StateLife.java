package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.Digests;
import dev.sgate.campaign.oracle.Look;
import dev.sgate.campaign.oracle.RecoveryOracle;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Release;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An appliance whose state disk is cut: what the lives that begin with nothing and with an old state share. */
abstract class StateLife extends Life {
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = 20_000_000;

    final RecoveryOracle recovery;
    private final String kind;
    private final String atRest;

    /**
     * @param kind of state, as its hits begin
     * @param atRest as the hits of its images begin
     */
    StateLife(Given given, String kind, String atRest) {
        super(given, kind + " on " + given.ground().stateDisk().fileSystem().word());
        this.kind = kind;
        this.atRest = atRest;
        this.recovery = new RecoveryOracle(ground.state(), Vendor.PRODUCT);
    }

    /** What is done to a daemon while it goes towards its moment. */
    interface Meanwhile {
        void with(Daemon daemon, Fuse fuse) throws IOException;
    }

    /** This version is on the stick, and no other. */
    void offer(Release release) throws IOException {
        ground.fillStick(release);
        truth.offered(release.number(), release.good(), release.tree());
        truth.clearStick();
        for (Path file : release.files()) {
            truth.onTheStick(file.getFileName().toString(), Digests.of(Files.readAllBytes(file)));
        }
    }

    /** Starts the daemon, cuts the power at the moment, and judges what is left. */
    void run(int cut, Moment moment, Frozen frozen, Meanwhile meanwhile) throws IOException {
        Fuse fuse = new Fuse(moment, truth, stickOracle, stretches, ground::stopDisks, frozen);
        fuse.begin();
        Daemon daemon = ground.start(start, fuse::said);
        meanwhile.with(daemon, fuse);
        boolean came = fuse.await(daemon, Ground.PATIENCE).isPresent();
        ground.clearAway(daemon);
        heard(daemon.lines());
        if (!came) {
            tell(cut, List.of("hung: the run came neither to its moment " + moment + " nor to its end"));
        }
        for (Frozen.Image image : frozen.images()) {
            lookAtImage(cut, image);
        }
        ground.powerOn();
        Look stick = lookAtStick(cut);
        Look state = lookAtState(cut);
        String detail = state.phase().equals("returning") ? ": " + stick.phase() : "";
        tally.hit(where(kind, state) + detail, moment.isAcknowledgement());
    }

    private String where(String what, Look look) {
        return what + ", " + ground.stateDisk().fileSystem().word() + ": " + look.phase();
    }

    private void lookAtImage(int cut, Frozen.Image image) throws IOException {
        Look look = ground.thaw(image.file(), top -> stateOracle.look(image.known()));
        tell(cut, look.violations());
        tally.image(where(atRest, look), image.acknowledgement());
    }

    /** The start has nothing left to do: what was half done is gone, and the application runs. */
    void judgeRecovery(int cut, Daemon daemon) throws IOException {
        long end = System.nanoTime() + RECOVERY.toNanos();
        boolean ready = daemon.await(line -> line.startsWith("ready"), RECOVERY).isPresent();
        List<String> left = recovery.look();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            left = recovery.look();
        }
        heard(daemon.lines());
        tell(cut, ready ? left : List.of("recovery: the daemon is not ready"));
        tally.recovered();
    }
}
