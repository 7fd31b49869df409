package dev.sgate.cli.demo;

import java.io.Serial;

/** A step of the demo did not come true; the message says what was expected and what was seen. */
final class StepFailed extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    StepFailed(String message) {
        super(message);
    }

    /** Fails unless the condition holds. */
    static void unless(boolean condition, String message) throws StepFailed {
        if (!condition) {
            throw new StepFailed(message);
        }
    }
}
