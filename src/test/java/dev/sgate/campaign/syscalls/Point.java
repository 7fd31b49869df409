package dev.sgate.campaign.syscalls;

import dev.sgate.campaign.scenario.Scenario;

/** One case: the nth call of this name in each thread, and what happens instead. */
record Point(Scenario scenario, String call, Fault fault, int nth) {
    /** The sweep that it belongs to. */
    String sweep() {
        return scenario.word() + "/" + call + "/" + fault;
    }

    Point next() {
        return new Point(scenario, call, fault, nth + 1);
    }

    @Override
    public String toString() {
        return sweep() + " when=" + nth;
    }
}
