package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.Digests;
import dev.sgate.campaign.oracle.Look;
import dev.sgate.campaign.oracle.RecoveryOracle;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Release;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One appliance whose power is cut again and again, with version after version on its stick. The start after cut n is the run of cut
 * n + 1: it takes up what was left, then the next stick comes. In some runs the stick comes only when the recovery was judged.
 */
final class CutLife extends Life {
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int OUT_OF_TEN_JUDGED = 3;

    private final Start start;
    private final RecoveryOracle recovery;

    CutLife(
            Ground ground,
            Vendor vendor,
            Path scratch,
            long seed,
            Moment.Stretches stretches,
            Tally tally,
            Start start) {
        super(
                ground,
                vendor,
                scratch,
                seed,
                stretches,
                tally,
                "state on " + ground.stateDisk().fileSystem().word() + ", seed " + seed);
        this.start = start;
        this.recovery = new RecoveryOracle(ground.state(), Vendor.PRODUCT);
    }

    @Override
    void live(int cuts) throws IOException {
        for (int cut = 1; cut <= cuts && !isOver(); cut++) {
            // the shorter the life, the more of its cuts fall into the first start
            Release release = vendor.release(cut);
            Moment moment = cut == 1 && cuts <= PowerCutCampaign.SHORT_LIFE
                    ? Moment.duringStart(random, stretches)
                    : Moment.choose(random, release.good(), stretches);
            boolean judged = !moment.isDuringStart() && random.nextInt(10) < OUT_OF_TEN_JUDGED;
            offer(release);
            if (!judged) {
                ground.plugIn();
            }
            run(cut, moment, judged);
        }
    }

    private void offer(Release release) throws IOException {
        ground.fillStick(release);
        truth.offered(release.number(), release.good(), release.tree());
        truth.clearStick();
        for (Path file : release.files()) {
            truth.onTheStick(file.getFileName().toString(), Digests.of(Files.readAllBytes(file)));
        }
    }

    private void run(int cut, Moment moment, boolean judged) throws IOException {
        Frozen frozen = cut == 1
                ? Frozen.ofFirstStart(ground.stateDisk(), random.nextLong())
                : Frozen.some(ground.stateDisk(), random.nextLong());
        Fuse fuse = new Fuse(moment, truth, stickOracle, stretches, ground::stopDisks, frozen);
        fuse.begin();
        Daemon daemon = ground.start(start, fuse::said);
        if (judged) {
            judgeRecovery(cut, daemon);
            ground.plugIn();
        }
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
        tally.hit(
                "state, " + ground.stateDisk().fileSystem().word() + ": " + state.phase() + detail,
                moment.isAcknowledgement());
    }

    private void lookAtImage(int cut, Frozen.Image image) throws IOException {
        Look look = ground.thaw(image.file(), top -> stateOracle.look(image.known()));
        tell(cut, look.violations());
        tally.image(
                "at rest, " + ground.stateDisk().fileSystem().word() + ": " + look.phase(), image.acknowledgement());
    }

    /** The start has nothing left to do: what was half done is gone, and the application runs. */
    private void judgeRecovery(int cut, Daemon daemon) throws IOException {
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
