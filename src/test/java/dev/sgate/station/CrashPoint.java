package dev.sgate.station;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what the fakes do to disk, processes and ledger, in order, and can let one of these fail: with a power cut before or after
 * it, or with an error.
 */
final class CrashPoint {
    /** How the chosen step goes wrong. */
    enum Fault {
        /** Killed before it took effect. */
        KILLED_BEFORE,
        /** It took effect, and then the power went. */
        KILLED_AFTER,
        /** Our own machine refuses it. */
        ERROR
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Effect {
        void happen() throws IOException;
    }

    final List<String> steps = new ArrayList<>();
    private int chosen = -1;
    private Fault fault = Fault.ERROR;

    void fail(int step, Fault how) {
        steps.clear();
        chosen = step;
        fault = how;
    }

    /** The machine is well again. */
    void heal() {
        steps.clear();
        chosen = -1;
    }

    void step(String name, Effect effect) throws IOException {
        boolean now = steps.size() == chosen;
        steps.add(name);
        if (now && fault == Fault.ERROR) {
            throw new IOException("injected into " + name);
        }
        if (now && fault == Fault.KILLED_BEFORE) {
            throw new PowerCut();
        }
        effect.happen();
        if (now) {
            throw new PowerCut();
        }
    }
}
