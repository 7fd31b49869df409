package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BesideLedger.Origin;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.InstallBegun;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.QuarantineLifted;
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
     * As if each had just been committed, the running one last: it is what counts, and no quarantine holds it back. Of the others only
     * those of a lower version: a higher one was taken back, or was on probation, and a stick may bring it again. None of those in
     * quarantine: it failed, and no way leads back to it.
     */
    List<StateChange> changes(Map<String, String> running, Set<Sha256> quarantined, Instant now) {
        List<StateChange> changes = new ArrayList<>();
        for (Proved one : runningOnes(running)) {
            App runs = one.offer().app();
            byApp.getOrDefault(runs.name(), List.of()).stream()
                    .filter(other -> other.offer().app().version().compareTo(runs.version()) < 0)
                    .filter(other -> !quarantined.contains(other.offer().app().sha256()))
                    .forEach(other -> changes.addAll(committed(other, now)));
            changes.addAll(committed(one, now));
            changes.add(new QuarantineLifted(runs.sha256()));
        }
        return changes;
    }

    private List<Proved> runningOnes(Map<String, String> running) {
        return byApp.values().stream()
                .flatMap(List::stream)
                .filter(one ->
                        one.origin().folder().equals(running.get(one.origin().appName())))
                .toList();
    }

    private List<StateChange> committed(Proved one, Instant now) {
        InstallId install = new InstallId(ids.next());
        Origin origin = one.origin();
        return List.of(
                new InstallBegun(install, one.offer(), origin.envelopeLine(), origin.folder(), Optional.empty(), now),
                new InstallMoved(install, InstallPhase.PROBATION, now),
                new InstallMoved(install, InstallPhase.COMMITTED, now));
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
