package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.VisitEnded;
import java.io.IOException;
import java.util.List;

/** The end of a visit: everything is synced and the mount made read-only or taken away, and only then it is safe to unplug. */
public final class VolumeRelease {
    private final Ledger ledger;

    public VolumeRelease(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * {@link Step.SafeToUnplug}, or {@link Step.NotReleased} with {@code volume-gone}, {@code stalled} or {@code read-error}.
     * Ends the visit's row.
     */
    public Step release(Visit visit) {
        try {
            return visit.volume().release() ? safe(visit) : notReleased(visit, stillWritable(visit));
        } catch (IOException failure) {
            return notReleased(visit, MediumTrouble.of(visit.volume(), failure));
        }
    }

    private static Refusal stillWritable(Visit visit) {
        return visit.volume().isThere()
                ? Refusal.of(RefusalCode.READ_ERROR, "reason", "the volume is still writable")
                : Refusal.of(RefusalCode.VOLUME_GONE);
    }

    private Step safe(Visit visit) {
        end(visit, "safe-to-unplug");
        return new Step.SafeToUnplug(visit);
    }

    private Step notReleased(Visit visit, Refusal refusal) {
        end(visit, refusal.code() == RefusalCode.VOLUME_GONE ? "volume-gone" : "not-released");
        return new Step.NotReleased(visit, refusal);
    }

    private void end(Visit visit, String result) {
        ledger.commit(List.of(new VisitEnded(visit.id(), result, visit.now())), List.of());
    }
}
