package dev.sgate.appliance;

import dev.sgate.appliance.local.LocalQuestions;
import dev.sgate.host.LocalSocket;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.LicenseChecks;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.LogEvent;
import dev.sgate.station.PersonalErasure;
import dev.sgate.station.PersonalKey;
import dev.sgate.station.SiteReleases;
import dev.sgate.station.SiteSeats;
import dev.sgate.station.SiteUpdates;
import dev.sgate.station.leasing.LeaseKeys;
import dev.sgate.station.leasing.SiteLeaseKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The socket by which programs on this machine ask the daemon. Sticks are served without it, too. */
final class LocalDoor implements AutoCloseable {
    private final Optional<LocalSocket> socket;

    private LocalDoor(Optional<LocalSocket> socket) {
        this.socket = socket;
    }

    /** Answers by use cases that are made at the first question: a start is mostly loading classes. */
    private static final class AtFirstQuestion implements LocalSocket.Answering {
        private final Ports ports;
        private final LeaseKeys leaseKeys;
        private final PersonalKey personalKey;
        private @Nullable LocalQuestions made;

        AtFirstQuestion(Ports ports, LeaseKeys leaseKeys, PersonalKey personalKey) {
            this.ports = ports;
            this.leaseKeys = leaseKeys;
            this.personalKey = personalKey;
        }

        @Override
        public byte[] answer(byte[] question, String user) {
            return questions().answer(question, user);
        }

        private synchronized LocalQuestions questions() {
            if (made == null) {
                made = new LocalQuestions(
                        new LicenseChecks(
                                ports.ledger(),
                                ports.trust(),
                                ports.device(),
                                ports.time(),
                                ports.situation().limits(),
                                ports.metrics()),
                        new LicenseConfirming(
                                ports.ledger(),
                                ports.trust(),
                                ports.device(),
                                ports.time(),
                                ports.situation().limits(),
                                ports.metrics()),
                        new SiteSeats(ports.ledger(), ports.trust(), ports.device(), ports.time()),
                        new SiteReleases(ports.ledger(), ports.trust(), ports.releases(), ports.turn(), ports.time()),
                        new SiteUpdates(ports.ledger()),
                        new SiteLeaseKeys(leaseKeys, new BundlesInForce(ports.ledger(), ports.trust()), ports.time()),
                        new PersonalErasure(ports.ledger(), personalKey, ports.device(), ports.time()),
                        ports.situation().language(),
                        System.getProperty("user.name", ""),
                        cause -> LogLine.of(
                                        LogEvent.LOCAL_QUESTION_FAILED,
                                        "local: a question met a broken machine; the disk of the state folder comes first")
                                .with("cause", cause)
                                .alarm());
            }
            return made;
        }
    }

    /** Begins to answer; where there can be no socket, says so in the log. */
    static LocalDoor open(Path path, Ports ports, LeaseKeys leaseKeys, PersonalKey personalKey) {
        try {
            return new LocalDoor(
                    Optional.of(LocalSocket.open(path, new AtFirstQuestion(ports, leaseKeys, personalKey))));
        } catch (IOException | RuntimeException cannot) {
            LogLine.of(
                            LogEvent.LOCAL_SOCKET_MISSING,
                            "nobody can ask on this machine: there is no socket; sticks work as ever")
                    .with("socket", path)
                    .with("why", cannot)
                    .with("next", "let the setting `socket` name a path of at most 100 bytes in a folder that is there")
                    .alarm();
            return new LocalDoor(Optional.empty());
        }
    }

    @Override
    public void close() throws IOException {
        if (socket.isPresent()) {
            socket.get().close();
        }
    }
}
