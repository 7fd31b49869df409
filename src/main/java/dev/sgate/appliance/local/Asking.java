package dev.sgate.appliance.local;

import dev.sgate.host.LocalSocket;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks the appliance that runs on this machine. */
public final class Asking {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path socket;

    public Asking(Path socket) {
        this.socket = socket;
    }

    /** The answer; empty where nobody listens, or what came is no answer. */
    public Optional<Reply> ask(Question question) {
        try {
            return Reply.parse(LocalSocket.ask(socket, question.toBytes(), LIMIT))
                            instanceof Verdict.Accepted<Reply>(Reply reply)
                    ? Optional.of(reply)
                    : Optional.empty();
        } catch (IOException down) {
            return Optional.empty();
        }
    }
}
