package dev.sgate.campaign.failpoints;

import dev.sgate.campaign.scenario.Scenario;

/**
 * One case: where the daemon ends.
 *
 * @param point a constant of the product's enum of crash points
 * @param nth the time it is reached, from 1
 * @param powerGoes whether the power goes, too; else the daemon alone ends
 * @param again at which point of the recovery it ends once more, counted over all points, from 1
 */
record Halt(Scenario scenario, String point, int nth, boolean powerGoes, int again) {
    /** Whether an option {@code --only} means this one: the beginning of {@code scenario/POINT:n}. */
    boolean is(String only) {
        return (name() + "/").startsWith(only);
    }

    /** The same once more, the other way round with the power if so wanted, and ended elsewhere the second time. */
    Halt varied(boolean otherPower, int otherPoint) {
        return new Halt(scenario, point, nth, powerGoes != otherPower, otherPoint);
    }

    String name() {
        return scenario.word() + "/" + point + ":" + nth;
    }

    @Override
    public String toString() {
        return name() + (powerGoes ? ", power goes" : ", daemon alone") + ", again at point " + again;
    }
}
