package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.VisitBegun;
import dev.sgate.station.StateChange.VisitEnded;
import dev.sgate.station.VolumeChange.VolumeArrived;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Begins the visit of a volume: gives it its name, takes the trusted time that everything in it is judged by, and turns away what
 * cannot be read here, and what is mounted in a way that lets files on it be run ({@code unsafe-mount}, BEHAVIOUR 3).
 */
public final class VisitStart {
    private final Ledger ledger;
    private final Volumes volumes;
    private final TrustedTime time;
    private final Ids ids;
    private final Situation situation;
    private final OutcomeRecorder recorder;

    public VisitStart(Ledger ledger, Volumes volumes, TrustedTime time, Ids ids, Situation situation) {
        this.ledger = ledger;
        this.volumes = volumes;
        this.time = time;
        this.ids = ids;
        this.situation = situation;
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * {@link Step.Welcomed}, {@link Step.TurnedAway} or {@link Step.Unreadable}; a volume that is not welcome is not touched, and its
     * visit is over. That a stick is of another kind is no refusal of a file: the journal says nothing of it.
     */
    public Step begin(VolumeArrived arrived) {
        Mount mount = arrived.mount();
        Instant now = time.now();
        Visit visit = new Visit(new VisitId(ids.next()), mount, volumes.open(mount), now);
        VisitBegun begun = new VisitBegun(visit.id(), mount.name(), now);
        Optional<UnreadableStick> unreadable = mount.unreadable();
        if (unreadable.isPresent()) {
            ledger.commit(List.of(begun, new VisitEnded(visit.id(), "turned-away", now)), List.of());
            return new Step.Unreadable(visit, unreadable.get());
        }
        ledger.commit(List.of(begun), List.of());
        if (mount.isSafe() || situation.allowFolders()) {
            return new Step.Welcomed(visit);
        }
        Refusal refusal = Refusal.of(RefusalCode.UNSAFE_MOUNT, "volume", mount.name())
                .and(
                        "options",
                        String.join(",", mount.options().stream().sorted().toList()))
                .and("expected", "nosuid,nodev,noexec");
        recorder.turnAway(visit, refusal);
        return new Step.TurnedAway(visit, refusal);
    }

    /** The visit of a volume that could not be put on record: our own disk failed. The volume is not touched, and its visit is over. */
    public Step.TurnedAway notOnRecord(VolumeArrived arrived, Refusal refusal) {
        Mount mount = arrived.mount();
        return new Step.TurnedAway(new Visit(new VisitId(ids.next()), mount, volumes.open(mount), time.now()), refusal);
    }
}
