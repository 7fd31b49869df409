package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.site.Release;
import java.io.IOException;

/**
 * One appliance whose power is cut again and again, with version after version on its stick. The start after cut n is the run of cut
 * n + 1: it takes up what was left, then the next stick comes. In some runs the stick comes only when the recovery was judged.
 */
final class CutLife extends StateLife {
    private static final int OUT_OF_TEN_JUDGED = 3;

    CutLife(Given given) {
        super(given, "state", "at rest");
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

    private void run(int cut, Moment moment, boolean judged) throws IOException {
        Frozen frozen = cut == 1
                ? Frozen.ofFirstStart(ground.stateDisk(), random.nextLong())
                : Frozen.some(ground.stateDisk(), random.nextLong());
        run(cut, moment, frozen, (daemon, fuse) -> {
            if (judged) {
                judgeRecovery(cut, daemon);
                ground.plugIn();
            }
        });
    }
}
