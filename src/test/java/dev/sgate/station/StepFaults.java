package dev.sgate.station;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what the fakes do to disk, processes and ledger, in order, and can let some of these fail: with a power cut before or after
 * it, or with an error.
 */
final class StepFaults {
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
    private final Map<Integer, Fault> chosen = new HashMap<>();

    void fail(int step, Fault how) {
        heal();
        chosen.put(step, how);
    }

    /** A second fault, in a step that comes after the first. */
    void failAlso(int step, Fault how) {
        chosen.put(step, how);
    }

    /** The machine is well again. */
    void heal() {
        steps.clear();
        chosen.clear();
    }

    void step(String name, Effect effect) throws IOException {
        Optional<Fault> fault = Optional.ofNullable(chosen.get(steps.size()));
        steps.add(name);
        if (fault.equals(Optional.of(Fault.ERROR))) {
            throw new IOException("injected into " + name);
        }
        if (fault.equals(Optional.of(Fault.KILLED_BEFORE))) {
            throw new PowerCut();
        }
        effect.happen();
        if (fault.isPresent()) {
            throw new PowerCut();
        }
    }
}
