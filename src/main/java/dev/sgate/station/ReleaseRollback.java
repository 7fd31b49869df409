package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.StateChange.DigestQuarantined;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The bad end of an install: what ran before runs again, and the digest that failed is quarantined. Where our own machine failed, it
 * is undone without a verdict on the release: nothing is quarantined, and the stick may come again.
 *
 * <p>{@code detail} of {@code update-rolled-back}: {@code updateId} (not where the file is no longer believed), {@code app},
 * {@code version}, {@code sha256}, {@code kept} (the version that runs again, if any), {@code code}, {@code evidence}.
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
        Visit visit = unhealthy.visit();
        UnfinishedInstall install = get(unhealthy.run().install());
        if (unhealthy.refusal().code() != RefusalCode.HEALTH_CHECK_FAILED) {
            return undo(visit, unhealthy.file(), install, unhealthy.refusal());
        }
        // A power cut before this row: PROBATION, checked again. After it: ROLLING_BACK, the next start goes on with
        // the way back.
        ledger.commit(List.of(moved(visit, install, InstallPhase.ROLLING_BACK)), List.of());
        UUID updateId = unhealthy.run().offer().terms().updateId();
        return goBack(visit, unhealthy.file(), install, unhealthy.refusal(), Optional.of(updateId));
    }

    private UnfinishedInstall get(InstallId install) {
        return ledger.unfinishedInstalls().stream()
                .filter(unfinished -> unfinished.install().equals(install))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("has ended: " + install));
    }

    /**
     * The rest of a way back that was cut off. The verdict was given: it holds also where the file is not believed any more.
     *
     * @param updateId empty where the file is not believed
     * @throws IOException as {@link #rollBack}
     */
    Settled goOn(Visit visit, OpenedFile file, UnfinishedInstall install, Optional<UUID> updateId) throws IOException {
        Refusal before = Refusal.of(RefusalCode.HEALTH_CHECK_FAILED, "reason", "failed before the restart");
        return goBack(visit, file, install, before, updateId);
    }

    private Settled goBack(
            Visit visit, OpenedFile file, UnfinishedInstall install, Refusal refusal, Optional<UUID> updateId)
            throws IOException {
        previous.goBack(install, () -> {
            Optional<SemVer> kept = previous.find(install.appName()).map(HeldRelease::version);
            recorder.record(
                    visit,
                    file.name(),
                    Optional.of(file.identity()),
                    List.of(new Outcome.ReleaseRolledBack(install.appName(), install.version(), kept, refusal)),
                    List.of(moved(visit, install, InstallPhase.ROLLED_BACK), quarantined(visit, install)),
                    List.of(rolledBack(visit, install, kept, refusal, updateId)));
        });
        return new Settled(visit, file, List.of());
    }

    /**
     * Goes back without a verdict. Until the row ends it stays as it is: after a power cut the release gets its probation after all.
     *
     * @throws IOException as {@link #rollBack}
     */
    Settled undo(Visit visit, OpenedFile file, UnfinishedInstall install, Refusal refusal) throws IOException {
        previous.goBack(
                install,
                () -> recorder.record(
                        visit,
                        file.name(),
                        Optional.of(file.identity()),
                        new Outcome.Refused("release", refusal),
                        List.of(moved(visit, install, InstallPhase.ABANDONED))));
        return new Settled(visit, file, List.of());
    }

    private static StateChange moved(Visit visit, UnfinishedInstall install, InstallPhase phase) {
        return new InstallMoved(install.install(), phase, visit.now());
    }

    private static StateChange quarantined(Visit visit, UnfinishedInstall install) {
        return new DigestQuarantined(
                install.digest(), install.appName(), install.version(), install.fileIssuedAt(), visit.now());
    }

    private static EventDraft rolledBack(
            Visit visit, UnfinishedInstall install, Optional<SemVer> kept, Refusal refusal, Optional<UUID> updateId) {
        return EventDraft.of(
                EventType.UPDATE_ROLLED_BACK,
                visit.now(),
                Payloads.members(
                        "updateId", updateId.map(UUID::toString),
                        "app", install.appName(),
                        "version", install.version().written(),
                        "sha256", install.digest().hex(),
                        "kept", kept.map(SemVer::written),
                        "code", refusal.code().word(),
                        "evidence", refusal.evidence().oneLine()));
    }
}
