package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StateChange.DigestQuarantined;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The bad end of an install: what ran before runs again, and the digest that failed is quarantined. Where our own machine failed, it
 * is undone without a verdict on the release: nothing is quarantined, and the stick may come again.
 *
 * <p>{@code detail} of {@code update-rolled-back}: {@code updateId}, {@code app}, {@code version}, {@code sha256}, {@code kept} (the
 * version that runs again, if any), {@code code}, {@code evidence}.
 */
public final class ReleaseRollback {
    private final Ledger ledger;
    private final PreviousRelease previous;
    private final OutcomeRecorder recorder;

    public ReleaseRollback(Ledger ledger, Releases releases, Supervisor supervisor, Announcements announcements) {
        this.ledger = ledger;
        this.previous = new PreviousRelease(ledger, releases, supervisor, announcements);
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * The outcome, {@link Outcome.ReleaseRolledBack} or {@link Outcome.Refused} with {@code internal}, is recorded here.
     *
     * @throws IOException if our own disk fails on the way back; the next start goes on from there
     */
    public Settled rollBack(Unhealthy unhealthy) throws IOException {
        InstallRun run = unhealthy.run();
        if (unhealthy.refusal().code() != RefusalCode.HEALTH_CHECK_FAILED) {
            return undo(unhealthy);
        }
        // A power cut before this row: PROBATION, checked again. After it: ROLLING_BACK, the next start comes here
        // again.
        ledger.commit(List.of(moved(unhealthy, InstallPhase.ROLLING_BACK)), List.of());
        String app = run.offer().app().name();
        previous.restore(app);
        // A power cut before this commit: ROLLING_BACK again, and each step back is repeated. After it: over, but for
        // the folder: it goes last, so that one that cannot be removed holds up neither the verdict nor the next
        // install.
        Optional<SemVer> kept = previous.find(app).map(HeldRelease::version);
        recorder.record(
                unhealthy.visit(),
                unhealthy.file().name(),
                Optional.of(unhealthy.file().identity()),
                List.of(outcome(unhealthy, kept)),
                List.of(moved(unhealthy, InstallPhase.ROLLED_BACK), quarantined(unhealthy)),
                List.of(rolledBack(unhealthy, kept)));
        previous.discardOrTell(app, run.folder());
        return new Settled(unhealthy.visit(), unhealthy.file(), List.of());
    }

    /**
     * While this goes on the row stays PROBATION: after a power cut the release gets its probation after all. So its folder goes
     * last, when the row has ended.
     */
    private Settled undo(Unhealthy unhealthy) throws IOException {
        InstallRun run = unhealthy.run();
        String app = run.offer().app().name();
        previous.restore(app);
        recorder.record(
                unhealthy.visit(),
                unhealthy.file().name(),
                Optional.of(unhealthy.file().identity()),
                new Outcome.Refused("release", unhealthy.refusal()),
                List.of(moved(unhealthy, InstallPhase.ABANDONED)));
        // A power cut here leaves a folder that no row names: the next start or install removes it.
        previous.discardOrTell(app, run.folder());
        return new Settled(unhealthy.visit(), unhealthy.file(), List.of());
    }

    private static Outcome outcome(Unhealthy unhealthy, Optional<SemVer> kept) {
        App app = unhealthy.run().offer().app();
        return new Outcome.ReleaseRolledBack(app.name(), app.version(), kept, unhealthy.refusal());
    }

    private static StateChange moved(Unhealthy unhealthy, InstallPhase phase) {
        return new InstallMoved(
                unhealthy.run().install(), phase, unhealthy.visit().now());
    }

    private static StateChange quarantined(Unhealthy unhealthy) {
        App app = unhealthy.run().offer().app();
        return new DigestQuarantined(
                app.sha256(),
                app.name(),
                app.version(),
                unhealthy.run().offer().terms().issuedAt(),
                unhealthy.visit().now());
    }

    private static EventDraft rolledBack(Unhealthy unhealthy, Optional<SemVer> kept) {
        App app = unhealthy.run().offer().app();
        Refusal refusal = unhealthy.refusal();
        return EventDraft.of(
                EventType.UPDATE_ROLLED_BACK,
                unhealthy.visit().now(),
                Payloads.members(
                        "updateId", unhealthy.run().offer().terms().updateId().toString(),
                        "app", app.name(),
                        "version", app.version().written(),
                        "sha256", app.sha256().hex(),
                        "kept", kept.map(SemVer::written),
                        "code", refusal.code().word(),
                        "evidence", refusal.evidence().oneLine()));
    }
}
