package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BesideLedger.Origin;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.InstallBegun;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.QuarantineLifted;
import dev.sgate.station.StateChange.ReleaseTakenBack;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The releases on the disk that prove what they are by the vendor's line beside them: which of them a ledger must hold that knows
 * nothing of them, and which one runs. Commits nothing.
 */
final class KeptReleases {
    /** A release that proves what it is. */
    private record Proved(UpdateOffer offer, Origin origin) {}

    private final Releases releases;
    private final Ids ids;
    private final Map<String, List<Proved>> byApp = new TreeMap<>();

    /** @param keyring also of keys that were revoked since */
    KeptReleases(BesideLedger beside, Releases releases, Keyring keyring, Ids ids) throws IOException {
        this.releases = releases;
        this.ids = ids;
        for (Origin origin : beside.origins()) {
            prove(origin, keyring)
                    .ifPresent(one -> byApp.computeIfAbsent(origin.appName(), app -> new ArrayList<>())
                            .add(one));
        }
        byApp.values()
                .forEach(list ->
                        list.sort(Comparator.comparing(one -> one.offer().app().version())));
    }

    private static Optional<Proved> prove(Origin origin, Keyring keyring) {
        return EnvelopeLine.verify(origin.envelopeLine(), keyring).then(UpdateOffer::from)
                                instanceof Verdict.Accepted<UpdateOffer>(UpdateOffer offer)
                        && Releases.folderOf(offer.app()).equals(origin.folder())
                        && offer.app().name().equals(origin.appName())
                ? Optional.of(new Proved(offer, origin))
                : Optional.empty();
    }

    /**
     * The folder of each application's committed release: the one that the witness saw; without a witness the one that {@code current}
     * leads to. Any other may have been on probation.
     */
    Map<String, String> running(Optional<Witness> witness) throws IOException {
        Map<String, String> running = new HashMap<>();
        for (Map.Entry<String, List<Proved>> app : byApp.entrySet()) {
            Optional<String> folder = witness.isPresent()
                    ? Optional.ofNullable(witness.get().running().get(app.getKey()))
                    : releases.current(app.getKey());
            folder.filter(wanted -> app.getValue().stream()
                            .anyMatch(one -> one.origin().folder().equals(wanted)))
                    .ifPresent(proved -> running.put(app.getKey(), proved));
        }
        return running;
    }

    /**
     * As if each had just been committed, one after the other by version, so that the way back of each leads to the one before it;
     * the running one last: it is what counts, and no quarantine holds it back. Of the others only those of a lower version: a higher
     * one was taken back, or was on probation, and a stick may bring it again. None of those in quarantine: it failed, and no way
     * leads back to it. Where the ledger names the running one itself, its own rows stay, with the way back that it knows.
     */
    List<StateChange> changes(Map<String, String> running, LedgerView ledger, Set<Sha256> quarantined, Instant now) {
        List<StateChange> changes = new ArrayList<>();
        for (Proved one : runningOnes(running)) {
            App runs = one.offer().app();
            if (!isRunning(ledger, one)) {
                changes.addAll(committed(upTo(one, quarantined), now));
            }
            changes.add(new QuarantineLifted(runs.sha256()));
        }
        return changes;
    }

    /**
     * What an older copy names as running, and was taken back since: any where none runs by now, and one of a higher version than the
     * one that runs, unless the vendor allowed that one to go below it. To be committed before {@link #changes}.
     */
    List<StateChange> takenBack(Witness witness, Map<String, String> running, LedgerView copy, Instant now) {
        return copy.running().stream()
                .filter(held -> !witness.running().containsKey(held.appName())
                        || runningOnes(running).stream().anyMatch(one -> isBehind(one.offer(), held)))
                .<StateChange>map(held -> new ReleaseTakenBack(held.appName(), held.folder(), Optional.empty(), now))
                .toList();
    }

    private static boolean isBehind(UpdateOffer runs, HeldRelease held) {
        return runs.app().name().equals(held.appName())
                && runs.app().version().compareTo(held.version()) < 0
                && !runs.terms().allowDowngrade();
    }

    private static boolean isRunning(LedgerView ledger, Proved one) {
        return ledger.findRunning(one.origin().appName())
                .filter(held -> held.folder().equals(one.origin().folder()))
                .isPresent();
    }

    private List<Proved> upTo(Proved running, Set<Sha256> quarantined) {
        List<Proved> releases = new ArrayList<>();
        byApp.getOrDefault(running.origin().appName(), List.of()).stream()
                .filter(other -> other.offer()
                                .app()
                                .version()
                                .compareTo(running.offer().app().version())
                        < 0)
                .filter(other -> !quarantined.contains(other.offer().app().sha256()))
                .forEach(releases::add);
        releases.add(running);
        return releases;
    }

    private List<Proved> runningOnes(Map<String, String> running) {
        return byApp.values().stream()
                .flatMap(List::stream)
                .filter(one ->
                        one.origin().folder().equals(running.get(one.origin().appName())))
                .toList();
    }

    private List<StateChange> committed(List<Proved> oneAfterTheOther, Instant now) {
        List<StateChange> changes = new ArrayList<>();
        Optional<String> previous = Optional.empty();
        for (Proved one : oneAfterTheOther) {
            InstallId install = new InstallId(ids.next());
            Origin origin = one.origin();
            changes.add(new InstallBegun(install, one.offer(), origin.envelopeLine(), origin.folder(), previous, now));
            changes.add(new InstallMoved(install, InstallPhase.PROBATION, now));
            changes.add(new InstallMoved(install, InstallPhase.COMMITTED, now));
            previous = Optional.of(origin.folder());
        }
        return changes;
    }

    /** The floors that the running releases set. */
    List<StateChange> floors(Map<String, String> running) {
        return runningOnes(running).stream()
                .<StateChange>map(one -> new FloorRaised(
                        one.offer().app().name(),
                        one.offer().app().version(),
                        one.offer().app().minimumVersion(),
                        one.offer().signers()))
                .toList();
    }

    /** Makes {@code current} lead to the running release, where a power cut or a lost install left it elsewhere. */
    void switchTo(Map<String, String> running) throws IOException {
        for (Map.Entry<String, String> app : running.entrySet()) {
            if (!releases.current(app.getKey()).equals(Optional.of(app.getValue()))) {
                releases.switchTo(app.getKey(), app.getValue());
            }
        }
    }
}
