package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.App;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.InstallPolicy.When;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StateChange.UpdateWaits;
import dev.sgate.station.StateChange.WaitingEnded;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.StagedUpdate;
import dev.sgate.station.Step.UpdateReady;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Updates that were checked and staged, and wait for a person or for the application's next restart (S47): one for each application, a
 * row and its staging slot. They survive power cuts. When it is time they go the way of every install, and are judged anew on it.
 *
 * <p>{@code detail} of {@code warning} of kind {@code update-waiting}: {@code app}, {@code version}, {@code sha256}, {@code waitsFor}
 * ({@code person} or {@code restart}).
 */
public final class UpdateWaiting {
    private final Ledger ledger;
    private final TrustSource trust;
    private final Staging staging;
    private final Supervisor supervisor;
    private final TrustedTime time;
    private final Ids ids;
    private final When when;

    public UpdateWaiting(
            Ledger ledger,
            TrustSource trust,
            Staging staging,
            Supervisor supervisor,
            TrustedTime time,
            Ids ids,
            InstallPolicy policy) {
        this.ledger = ledger;
        this.trust = trust;
        this.staging = staging;
        this.supervisor = supervisor;
        this.time = time;
        this.ids = ids;
        this.when = policy.when();
    }

    /**
     * {@link UpdateReady} where it is installed now; else {@link Settled}: it waits, or is {@code superseded} by what waits.
     *
     * @throws IOException if our own disk fails; the row is there then, or the old one is
     */
    public Step nowOrLater(UpdateReady ready) throws IOException {
        return when == When.AT_ONCE || isDecided(ready.update().offer()) ? ready : later(ready);
    }

    /**
     * Whether these very bytes are being installed, are in force or are known to be bad: nobody has to say yes to them, and the turn
     * that every install takes judges them. So it is where the stick stays in while its update is on probation.
     */
    private boolean isDecided(UpdateOffer offer) {
        App app = offer.app();
        // in this order: an install that ends meanwhile shows in the second or the third
        return ledger.unfinishedInstalls().stream()
                        .anyMatch(install -> install.appName().equals(app.name())
                                && install.folder().equals(Releases.folderOf(app)))
                || ledger.findRunning(app.name())
                        .filter(runs -> runs.digest().equals(app.sha256()))
                        .isPresent()
                || ledger.quarantined().stream()
                        .anyMatch(bad -> bad.digest().equals(app.sha256())
                                && !offer.terms().issuedAt().isAfter(bad.fileIssuedAt()));
    }

    private Step later(UpdateReady ready) throws IOException {
        UpdateOffer offer = ready.update().offer();
        App app = offer.app();
        Optional<WaitingUpdate> before = find(app.name());
        if (before.filter(waits -> waits.version().compareTo(app.version()) > 0).isPresent()) {
            return settled(
                    ready,
                    new Outcome.Refused(
                            "release",
                            Refusal.of(RefusalCode.SUPERSEDED, "version", app.version())
                                    .and("waitingVersion", before.get().version())));
        }
        boolean person = when == When.CONFIRM;
        // A power cut before this commit: the next start throws the slot away. After it: the slot is kept.
        ledger.commit(
                List.of(new UpdateWaits(
                        offer,
                        ready.update().envelopeLine(),
                        ready.update().slot(),
                        ready.visit().now())),
                List.of(EventDraft.of(
                        EventType.WARNING,
                        ready.visit().now(),
                        Payloads.members(
                                "kind", "update-waiting",
                                "app", app.name(),
                                "version", app.version().written(),
                                "sha256", app.sha256().hex(),
                                "waitsFor", person ? "person" : "restart"))));
        if (before.isPresent()) {
            staging.discard(before.get().slot());
        }
        return settled(ready, new Outcome.ReleaseWaits(app.name(), app.version(), person));
    }

    private static Settled settled(UpdateReady ready, Outcome outcome) {
        return new Settled(ready.visit(), ready.file(), List.of(outcome));
    }

    private Optional<WaitingUpdate> find(String app) {
        return ledger.waitingUpdates().stream()
                .filter(waits -> waits.appName().equals(app))
                .findFirst();
    }

    /** Applications that are not to be started now, for an update that waits for that is installed instead. */
    public Set<String> insteadOfStarting() {
        return when != When.AT_RESTART
                ? Set.of()
                : ledger.waitingUpdates().stream().map(WaitingUpdate::appName).collect(Collectors.toSet());
    }

    /** The updates whose time has come. */
    public List<WaitingUpdate> due() throws IOException {
        List<WaitingUpdate> due = new ArrayList<>();
        for (WaitingUpdate waits : ledger.waitingUpdates()) {
            if (isDue(waits)) {
                due.add(waits);
            }
        }
        return due;
    }

    private boolean isDue(WaitingUpdate waits) throws IOException {
        boolean atRestart =
                when == When.AT_RESTART && supervisor.find(waits.appName()).isEmpty();
        return waits.confirmed() || when == When.AT_ONCE || atRestart;
    }

    /**
     * Under a visit of its own that no stick belongs to: {@link UpdateReady}; or {@link Settled} with the refusal, where the file is
     * not believed any more.
     */
    public Step goOn(WaitingUpdate waits) {
        Visit visit = Resume.beginWithoutStick("waiting", ledger, ids, time);
        OpenedFile file = new OpenedFile(
                Path.of(waits.appName() + "-" + waits.version()),
                PayloadType.UPDATE,
                Sha256.of(waits.envelopeLine()),
                0,
                waits.slot(),
                0);
        return switch (EnvelopeLine.verify(waits.envelopeLine(), trust.current())
                .then(UpdateOffer::from)) {
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) ->
                new UpdateReady(visit, file, new StagedUpdate(offer, waits.envelopeLine(), waits.slot()));
            case Verdict.Refused<UpdateOffer>(Refusal refusal) ->
                new Settled(visit, file, List.of(new Outcome.Refused("release", refusal)));
        };
    }

    /** What ends the waiting of the update in this slot; nothing where none waits there. */
    static Optional<WaitingEnded> ending(Ledger ledger, String slot) {
        return ledger.waitingUpdates().stream()
                .filter(update -> update.slot().equals(slot))
                .map(update -> new WaitingEnded(slot))
                .findFirst();
    }
}
