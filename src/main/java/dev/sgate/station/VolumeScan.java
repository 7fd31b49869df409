package dev.sgate.station;

import dev.sgate.seal.Limits;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.VisitReached;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Looks at the names in a volume's top folder, within limits, before anything reads the folder as a whole (BEHAVIOUR 3). Return
 * journals are passed over: they are ours or another appliance's, and never an instruction.
 */
public final class VolumeScan {
    private final Ledger ledger;
    private final OutcomeRecorder recorder;

    public VolumeScan(Ledger ledger) {
        this.ledger = ledger;
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * {@link Step.CandidatesFound}, with their names in {@link Visit#candidates()}; {@link Step.NothingToOpen}; or
     * {@link Step.TurnedAway} with {@code too-many-files}, {@code read-error} or {@code volume-gone}, and the visit is over.
     * A file named {@code SGATE-RETURN} allows writing on the stick.
     */
    public Step scan(Visit visit) {
        ledger.commit(List.of(new VisitReached(visit.id(), "checking")), List.of());
        try {
            return switch (visit.volume().list(Limits.VOLUME_NAMES_MAX, Limits.VISIT_CANDIDATES_MAX)) {
                case Volume.Listing.Names names -> look(visit, names);
                case Volume.Listing.TooMany(int limit) ->
                    turnAway(visit, Refusal.of(RefusalCode.TOO_MANY_FILES, "limitNames", limit));
            };
        } catch (IOException failure) {
            return turnAway(visit, MediumTrouble.of(visit.volume(), failure));
        }
    }

    private Step turnAway(Visit visit, Refusal refusal) {
        recorder.turnAway(visit, refusal);
        return new Step.TurnedAway(visit, refusal);
    }

    private Step look(Visit visit, Volume.Listing.Names names) {
        if (names.returnRequested()) {
            visit.allowWriting();
        }
        if (names.passedOver() > 0) {
            Refusal refusal = Refusal.of(RefusalCode.TOO_MANY_FILES, "passedOver", names.passedOver())
                    .and("limitFiles", Limits.VISIT_CANDIDATES_MAX);
            recorder.recordOnVolume(visit, refusal);
        }
        visit.setCandidates(
                names.candidates().stream().filter(name -> !isJournal(name)).toList());
        int candidates = visit.candidates().size();
        return candidates == 0 ? new Step.NothingToOpen(visit) : new Step.CandidatesFound(visit, candidates);
    }

    private static boolean isJournal(Path name) {
        return name.toString().toLowerCase(Locale.ROOT).endsWith(PayloadType.JOURNAL.ending());
    }
}
