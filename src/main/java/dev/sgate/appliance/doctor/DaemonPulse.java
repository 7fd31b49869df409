package dev.sgate.appliance.doctor;

import dev.sgate.appliance.local.Asking;
import dev.sgate.appliance.local.Question;
import dev.sgate.host.StateLock;
import java.io.IOException;
import java.nio.file.Path;

/** Whether a daemon has the state, and whether it answers. */
final class DaemonPulse {
    private final Path state;
    private final Path socket;

    DaemonPulse(Path state, Path socket) {
        this.state = state;
        this.socket = socket;
    }

    /** Whether some process holds the state's lock; takes it from nobody. */
    boolean holdsTheState() throws IOException {
        return StateLock.isHeld(state);
    }

    /** Asks something that changes nothing, and waits 5 s for an answer. */
    boolean answers() {
        return new Asking(socket).ask(Question.pending(false)).isPresent();
    }
}
