package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Release;
import java.io.IOException;
import java.util.List;

/**
 * One appliance with a database of the product's first version: two releases, their licenses, and a journal. The power is cut while the
 * daemon of today brings it up to date; the start after a cut goes on from there. At last it starts in peace, and the next version
 * is installed.
 */
final class OldLife extends StateLife {
    private static final int HELD = 2;

    private final Stage stage;

    OldLife(Given given, Stage stage) {
        super(given, "old state", "old state at rest");
        this.stage = stage;
    }

    @Override
    void live(int cuts) throws IOException {
        stage.set(ground, Scenario.MIGRATION);
        for (int version = 1; version <= HELD; version++) {
            Release release = vendor.release(version);
            truth.offered(version, release.good(), release.tree());
        }
        stage.saidBefore().forEach(truth::said);
        // what it holds is known from here on
        lookAtState(0);
        for (int cut = 1; cut <= cuts && !isOver(); cut++) {
            Frozen frozen = Frozen.ofUpgrade(ground.stateDisk(), random.nextLong());
            Opening opening = Opening.of(ground.state());
            run(
                    cut,
                    Moment.duringUpgrade(random),
                    frozen,
                    (daemon, fuse) -> opening.watch(daemon, () -> fuse.said(Moment.OPENED)));
        }
        if (!isOver()) {
            end(cuts);
        }
    }

    private void end(int cut) throws IOException {
        int next = HELD + 1;
        offer(vendor.release(next));
        try (Daemon daemon = ground.start(start, this::said)) {
            judgeRecovery(cut, daemon);
            ground.plugIn();
            daemon.await(line -> line.startsWith("safe to unplug"), Ground.PATIENCE);
            heard(daemon.lines());
            if (truth.installed() != next) {
                tell(cut, List.of("recovery: version " + next + " is not installed after the upgrade"));
            }
            ground.cutPower(daemon);
        }
        ground.powerOn();
        lookAtStick(cut);
        lookAtState(cut);
        tell(cut, recovery.rebuilt());
    }

    private void said(String line) {
        truth.said(line);
        stickOracle.said(line);
    }
}
