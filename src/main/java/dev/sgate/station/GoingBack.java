package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StateChange.DigestQuarantined;
import dev.sgate.station.StateChange.ReleaseTakenBack;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes a committed release back: to the previous one, unless that is below {@code minimumVersion} (BEHAVIOUR 4). What is decided is
 * one commit: which release runs, the quarantine, the event. {@link ApplicationWatch} then makes the machine follow the ledger, also
 * after a power cut. Call it outside of installs of the application ({@link InstallTurn}).
 *
 * <p>{@code detail} of {@code update-rolled-back}: {@code why} ({@code crash-loop}, {@code asked} or {@code folder-gone}),
 * {@code app}, {@code version}, {@code sha256}, {@code kept} (the version that runs instead, if any) and, for a crash loop,
 * {@code code} and {@code evidence}.
 */
public final class GoingBack {
    private final Ledger ledger;
    private final TrustSource trust;
    private final Releases releases;
    private final InstantSource time;

    /** @param time the trusted one */
    public GoingBack(Ledger ledger, TrustSource trust, Releases releases, InstantSource time) {
        this.ledger = ledger;
        this.trust = trust;
        this.releases = releases;
        this.time = time;
    }

    /** Where it would go; changes nothing. */
    public WayBack find(String appName) throws IOException {
        Optional<HeldRelease> running = ledger.findRunning(appName);
        if (running.isEmpty()) {
            return new WayBack.NothingRuns();
        }
        List<String> onDisk = releases.folders(appName);
        return ledger.findPrevious(appName)
                .filter(previous -> onDisk.contains(previous.folder()))
                .<WayBack>map(previous -> judge(running.get(), previous))
                .orElseGet(() -> new WayBack.NothingBefore(running.get()));
    }

    private WayBack judge(HeldRelease from, HeldRelease to) {
        Optional<SemVer> floor =
                ledger.findFloor(from.appName(), trust.current()).flatMap(Floor::minimum);
        return floor.filter(least -> to.version().compareTo(least) < 0)
                .map(least -> Refusal.of(RefusalCode.DOWNGRADE, "version", to.version())
                        .and("minimumVersion", least))
                .or(() -> quarantined(to))
                .<WayBack>map(refusal -> new WayBack.Closed(from, to, refusal))
                .orElseGet(() -> new WayBack.Open(from, to, floor));
    }

    private Optional<Refusal> quarantined(HeldRelease release) {
        return ledger.quarantined().stream()
                .filter(bad -> bad.digest().equals(release.digest()))
                .map(bad -> Refusal.of(RefusalCode.QUARANTINED, "sha256", bad.digest())
                        .and("version", release.version()))
                .findFirst();
    }

    /**
     * The running release ended again and again. It is quarantined and taken back; where the way back is not open, no release of the
     * application runs from here on.
     *
     * @return where it went; {@link WayBack.Closed} and {@link WayBack.NothingBefore} mean: nowhere
     */
    WayBack afterCrashLoop(String appName, Refusal refusal) throws IOException {
        WayBack way = find(appName);
        switch (way) {
            case WayBack.Open open -> take(open.from(), Optional.of(open.to()), "crash-loop", Optional.of(refusal));
            case WayBack.Closed closed -> take(closed.from(), Optional.empty(), "crash-loop", Optional.of(refusal));
            case WayBack.NothingBefore none -> take(none.from(), Optional.empty(), "crash-loop", Optional.of(refusal));
            case WayBack.NothingRuns none -> {}
        }
        return way;
    }

    /**
     * A person went back. The release is quarantined, so that the stick that brought it does not bring it again.
     *
     * @return where it went; nothing was changed where the way back is not open
     */
    WayBack asked(String appName) throws IOException {
        WayBack way = find(appName);
        if (way instanceof WayBack.Open open) {
            take(open.from(), Optional.of(open.to()), "asked", Optional.empty());
        }
        return way;
    }

    /**
     * The folder of the running release is not on the disk any more, e.g. after a restore on a new disk. It is taken back and not
     * quarantined: the stick that brought it brings it again.
     *
     * @return where it went, as after a crash loop; empty where the folder is there, or nothing runs
     */
    public Optional<WayBack> ifFolderIsGone(String appName) throws IOException {
        Optional<HeldRelease> running = ledger.findRunning(appName);
        if (running.isEmpty()
                || releases.folders(appName).contains(running.get().folder())) {
            return Optional.empty();
        }
        WayBack way = find(appName);
        Optional<HeldRelease> to = way instanceof WayBack.Open open ? Optional.of(open.to()) : Optional.empty();
        commit(running.get(), to, List.of(takenBack(running.get(), to)), "folder-gone", Optional.empty());
        return Optional.of(way);
    }

    private void take(HeldRelease from, Optional<HeldRelease> to, String why, Optional<Refusal> refusal) {
        DigestQuarantined quarantine = new DigestQuarantined(
                from.digest(), from.appName(), from.version(), from.fileIssuedAt(), time.instant());
        commit(from, to, List.of(takenBack(from, to), quarantine), why, refusal);
    }

    private ReleaseTakenBack takenBack(HeldRelease from, Optional<HeldRelease> to) {
        return new ReleaseTakenBack(from.appName(), from.folder(), to.map(HeldRelease::folder), time.instant());
    }

    private void commit(
            HeldRelease from,
            Optional<HeldRelease> to,
            List<StateChange> changes,
            String why,
            Optional<Refusal> refusal) {
        // A power cut before this commit: nothing happened. After it: the next start makes current and process follow.
        ledger.commit(
                changes,
                List.of(EventDraft.of(
                        EventType.UPDATE_ROLLED_BACK,
                        time.instant(),
                        Payloads.members(
                                "why", why,
                                "app", from.appName(),
                                "version", from.version().written(),
                                "sha256", from.digest().hex(),
                                "kept", to.map(release -> release.version().written()),
                                "code", refusal.map(reason -> reason.code().word()),
                                "evidence",
                                        refusal.map(reason -> reason.evidence().oneLine())))));
    }
}
