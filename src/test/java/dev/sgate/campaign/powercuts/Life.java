package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.Look;
import dev.sgate.campaign.oracle.StateOracle;
import dev.sgate.campaign.oracle.StickOracle;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What both kinds of lives share: an appliance on a ground of its own, the truth about it, and its judges. */
abstract class Life {
    final Ground ground;
    final Vendor vendor;
    final Truth truth = new Truth();
    final StickOracle stickOracle = new StickOracle(truth);
    final StateOracle stateOracle;
    final Random random;
    final Moment.Stretches stretches;
    final Tally tally;
    private final String name;
    private List<String> lines = List.of();
    private boolean broken;

    /** @param name for messages: what shows a violation again */
    Life(Ground ground, Vendor vendor, Path scratch, long seed, Moment.Stretches stretches, Tally tally, String name) {
        this.ground = ground;
        this.vendor = vendor;
        this.stateOracle = new StateOracle(ground.state(), Vendor.PRODUCT, scratch, truth);
        this.random = new Random(seed);
        this.stretches = stretches;
        this.tally = tally;
        this.name = name;
    }

    /** Lives through so many cuts. */
    abstract void live(int cuts) throws IOException;

    /** What the daemon said in the run that is judged now. */
    void heard(List<String> said) {
        lines = said;
    }

    /** Looks at the state disk, which is mounted, and tells what is wrong. */
    Look lookAtState(int cut) throws IOException {
        Look look = stateOracle.look();
        tell(cut, look.violations());
        return look;
    }

    /** Looks at the stick at the bench, tells what is wrong, and remembers what was exported. */
    Look lookAtStick(int cut) throws IOException {
        Look look = ground.atTheBench(stickOracle::look);
        tell(cut, look.violations());
        stateOracle.exported(stickOracle.lastEvent(), stickOracle.lastEventId());
        return look;
    }

    /** Whether the time is over, or something was wrong already: what comes after it in this life says nothing new. */
    boolean isOver() {
        return broken || tally.isOver();
    }

    void tell(int cut, List<String> violations) {
        broken |= !violations.isEmpty();
        violations.forEach(what -> tally.violation(name + " cut " + cut, what));
        if (!violations.isEmpty()) {
            lines.forEach(line -> tally.context(line));
        }
    }
}
