package dev.sgate.appliance.kiosk;

import dev.sgate.release.App;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import java.util.List;
import java.util.Optional;

/** What of a step's result is worth seeing. */
final class Sights {
    private Sights() {}

    /** Empty for what nobody at the page waits for. */
    static Optional<Sight> of(Step step) {
        Stick stick = Stick.of(step.visit());
        return switch (step) {
            case Step.Welcomed welcomed -> Optional.of(new Sight.Arrived(stick));
            case Step.CutOff cutOff -> Optional.of(new Sight.Arrived(stick));
            case Step.TurnedAway away ->
                Optional.of(ended(stick, away.visit(), Sight.Ending.UNTOUCHED, Optional.of(away.refusal())));
            case Step.Unreadable(var visit, var why) -> Optional.of(new Sight.Unreadable(stick, why));
            case Step.CandidatesFound found -> Optional.of(new Sight.Counted(stick, found.candidates()));
            case Step.NothingToOpen nothing -> Optional.of(new Sight.Counted(stick, 0));
            case Step.Opened opened -> Optional.of(new Sight.LookedAt(stick));
            case Step.NotOpened not -> Optional.of(new Sight.LookedAt(stick));
            case Step.TrustOpened opened -> Optional.of(new Sight.LookedAt(stick));
            case Step.Prepared prepared ->
                Optional.of(installing(
                        stick, Sight.Phase.SWITCHING, prepared.run().offer().app()));
            case Step.Switched switched ->
                Optional.of(installing(
                        stick, Sight.Phase.PROBING, switched.run().offer().app()));
            case Step.Unhealthy unhealthy ->
                Optional.of(installing(
                        stick, Sight.Phase.GOING_BACK, unhealthy.run().offer().app()));
            case Step.Exported exported -> Optional.of(new Sight.Returning(stick));
            case Step.NotExported not -> Optional.of(new Sight.Returning(stick));
            case Step.ReceiptWritten written -> Optional.of(new Sight.Returning(stick));
            case Step.ReceiptNotWritten not -> Optional.of(new Sight.Returning(stick));
            case Step.SafeToUnplug safe -> Optional.of(ended(stick, safe.visit(), Sight.Ending.SAFE, Optional.empty()));
            case Step.NotReleased not ->
                Optional.of(ended(stick, not.visit(), ending(not.refusal()), Optional.of(not.refusal())));
            case Step.NothingToReturn ignored -> Optional.empty();
            case Step.LicenseReady ignored -> Optional.empty();
            case Step.UpdateReady ignored -> Optional.empty();
            case Step.Healthy ignored -> Optional.empty();
            case Step.Settled ignored -> Optional.empty();
        };
    }

    /** An update is about to get its folder. */
    static Sight preparing(Step.UpdateReady ready) {
        return installing(
                Stick.of(ready.visit()),
                Sight.Phase.PREPARING,
                ready.update().offer().app());
    }

    /** What became of the files so far. */
    static Sight settled(Visit visit) {
        return new Sight.Settled(Stick.of(visit), visit.outcomes());
    }

    private static Sight installing(Stick stick, Sight.Phase phase, App app) {
        return new Sight.Installing(stick, phase, app.name(), app.version().written());
    }

    private static Sight ended(Stick stick, Visit visit, Sight.Ending ending, Optional<Refusal> why) {
        return new Sight.Ended(stick, ending, why, visit.outcomes(), List.copyOf(visit.written()));
    }

    private static Sight.Ending ending(Refusal refusal) {
        return refusal.code() == RefusalCode.VOLUME_GONE ? Sight.Ending.GONE : Sight.Ending.STUCK;
    }
}
