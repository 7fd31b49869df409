package dev.sgate.station;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Our own machine failed during an install, or is being stopped: never evidence against the application (BEHAVIOUR 4). */
final class MachineTrouble {
    private MachineTrouble() {}

    /**
     * {@code internal} with the reason.
     *
     * @throws InterruptedException if the failure only says that the appliance is being stopped
     */
    static Refusal of(IOException failure) throws InterruptedException {
        if (isStopping(failure)) {
            throw (InterruptedException) new InterruptedException("the appliance is being stopped").initCause(failure);
        }
        return Refusal.of(RefusalCode.INTERNAL, "reason", Evidence.printable(String.valueOf(failure.getMessage())));
    }

    private static boolean isStopping(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException
                    || cause instanceof ClosedByInterruptException
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return Thread.currentThread().isInterrupted();
    }
}
