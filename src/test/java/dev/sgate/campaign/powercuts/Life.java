package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.Look;
import dev.sgate.campaign.oracle.StateOracle;
import dev.sgate.campaign.oracle.StickOracle;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Start;
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
    final Start start;
    private final String name;
    private List<String> lines = List.of();
    private boolean broken;

    /**
     * What a life begins with.
     *
     * @param scratch a folder for the oracle alone
     * @param stretches how long the stretches between two lines of the daemon take
     * @param start how the daemon is started
     */
    record Given(
            Ground ground,
            Vendor vendor,
            Path scratch,
            long seed,
            Moment.Stretches stretches,
            Tally tally,
            Start start) {}

    /** @param kind of life, for messages; with the seed it shows a violation again */
    Life(Given given, String kind) {
        this.ground = given.ground();
        this.vendor = given.vendor();
        this.stateOracle = new StateOracle(ground.state(), Vendor.PRODUCT, given.scratch(), truth);
        this.random = new Random(given.seed());
        this.stretches = given.stretches();
        this.tally = given.tally();
        this.start = given.start();
        this.name = kind + ", seed " + given.seed();
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
