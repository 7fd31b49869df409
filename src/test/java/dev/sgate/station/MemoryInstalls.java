package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.release.UpdateOffer;
import dev.sgate.station.LedgerView.AppliedRelease;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The installs of a {@link MemoryState}, and the releases that came of them. */
final class MemoryInstalls {
    record ReleaseKey(String appName, String version, String platform) {}

    record Install(
            InstallId id,
            UpdateOffer offer,
            byte[] envelopeLine,
            String folder,
            Optional<String> previousFolder,
            InstallPhase phase,
            Instant movedAt) {
        Install moved(InstallPhase to, Instant at) {
            return new Install(id, offer, envelopeLine, folder, previousFolder, to, at);
        }

        UnfinishedInstall unfinished() {
            App app = offer.app();
            return new UnfinishedInstall(
                    id,
                    phase,
                    envelopeLine,
                    app.name(),
                    app.version(),
                    app.sha256(),
                    offer.terms().issuedAt(),
                    folder,
                    previousFolder);
        }

        AppliedRelease applied() {
            return new AppliedRelease(
                    ReleaseId.of(offer.app()),
                    offer.app().sha256(),
                    Optional.of(offer.terms().product()),
                    phase);
        }

        HeldRelease release() {
            App app = offer.app();
            return new HeldRelease(
                    app.name(),
                    app.version(),
                    app.platform(),
                    app.sha256(),
                    folder,
                    offer.terms().issuedAt(),
                    app.command());
        }
    }

    final Map<InstallId, Install> installs;
    final Map<ReleaseKey, HeldRelease> releases;
    final Map<String, HeldRelease> running;

    MemoryInstalls() {
        installs = new LinkedHashMap<>();
        releases = new LinkedHashMap<>();
        running = new LinkedHashMap<>();
    }

    MemoryInstalls(MemoryInstalls before) {
        installs = new LinkedHashMap<>(before.installs);
        releases = new LinkedHashMap<>(before.releases);
        running = new LinkedHashMap<>(before.running);
    }

    void begin(StateChange.InstallBegun begun) {
        Install install = new Install(
                begun.install(),
                begun.offer(),
                begun.envelopeLine(),
                begun.folder(),
                begun.previousFolder(),
                InstallPhase.PREPARING,
                begun.at());
        boolean another = installs.values().stream()
                .anyMatch(known -> !known.phase().isFinal()
                        && known.offer().app().name().equals(begun.offer().app().name()));
        MemoryState.requireNew(!another && installs.putIfAbsent(begun.install(), install) == null, begun);
    }

    void move(StateChange.InstallMoved moved) {
        Install install = MemoryState.get(installs, moved.install());
        install.phase().mustLeadTo(moved.phase());
        Install next = install.moved(moved.phase(), moved.at());
        installs.put(moved.install(), next);
        if (moved.phase() == InstallPhase.COMMITTED) {
            HeldRelease release = next.release();
            String version = release.version().withoutBuild().written();
            releases.put(new ReleaseKey(release.appName(), version, release.platform()), release);
            running.put(release.appName(), release);
        }
    }

    void takeBack(StateChange.ReleaseTakenBack back) {
        Install install = newest(back.appName(), back.folder(), InstallPhase.COMMITTED);
        MemoryState.requireNew(running.remove(back.appName(), install.release()), back);
        installs.put(install.id(), install.moved(InstallPhase.TAKEN_BACK, back.at()));
        back.runsInstead().ifPresent(folder -> run(back.appName(), folder));
    }

    void takeUp(StateChange.ReleaseTakenUp up) {
        Install install = newest(up.appName(), up.folder(), InstallPhase.TAKEN_BACK);
        installs.put(install.id(), install.moved(InstallPhase.COMMITTED, up.at()));
        run(up.appName(), up.folder());
    }

    private void run(String app, String folder) {
        HeldRelease held = releases.values().stream()
                .filter(release ->
                        release.appName().equals(app) && release.folder().equals(folder))
                .findFirst()
                .orElseThrow();
        requireThere(running.putIfAbsent(app, held) == null, held);
    }

    Install newest(String app, String folder, InstallPhase phase) {
        return installs.values().stream()
                .filter(install -> install.offer().app().name().equals(app)
                        && install.folder().equals(folder)
                        && install.phase() == phase)
                .reduce((one, later) -> later)
                .orElseThrow(() -> new IllegalStateException("not there: " + folder));
    }

    private static void requireThere(boolean holds, Object what) {
        if (!holds) {
            throw new IllegalStateException("another one runs: " + what);
        }
    }
}
