package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.SetFloor;
import dev.sgate.station.LedgerView.WaitingUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the ledger had come, told from outside of it (BEHAVIOUR 4, ADR 0018). It is written after the commit it is about, so in
 * honest use it is level with the ledger or behind. A ledger that is behind its witness is an older copy, or lost what it had
 * committed. Immutable.
 *
 * @param head the newest event at that time
 * @param acknowledged the last event that the vendor acknowledged
 * @param exportSerial the last serial that an export took; 0 before the first
 * @param journalKey SHA-256 of the key that encrypted the events; empty where it is not known
 * @param running the folder of the committed release of each application
 * @param floors all floors, whoever set them
 * @param quarantined the digests in quarantine, the newest last; at most {@value #MOST_QUARANTINED}
 * @param waiting the staging slot of the update of each application that waits
 */
public record Witness(
        ChainHead head,
        ChainHead acknowledged,
        long exportSerial,
        Optional<Sha256> journalKey,
        Map<String, String> running,
        List<SetFloor> floors,
        List<Quarantine> quarantined,
        Map<String, String> waiting) {
    /** The file is written anew at each commit that matters, and a site with more bad releases than this is none. */
    static final int MOST_QUARANTINED = 64;

    /** What is known where there never was a ledger. */
    public static final Witness NOTHING = new Witness(
            ChainHead.EMPTY, ChainHead.EMPTY, 0, Optional.empty(), Map.of(), List.of(), List.of(), Map.of());

    public Witness {
        running = Map.copyOf(running);
        floors = List.copyOf(floors);
        quarantined = List.copyOf(
                quarantined.subList(Math.max(0, quarantined.size() - MOST_QUARANTINED), quarantined.size()));
        waiting = Map.copyOf(waiting);
    }

    /** What a witness of this ledger says now. */
    public static Witness of(LedgerView ledger, Sha256 journalKey) {
        Map<String, String> running = new HashMap<>();
        for (HeldRelease release : ledger.running()) {
            running.put(release.appName(), release.folder());
        }
        return new Witness(
                ledger.head(),
                ledger.acknowledged(),
                ledger.lastExportSerial(),
                Optional.of(journalKey),
                running,
                ledger.floors(),
                ledger.quarantined(),
                ledger.waitingUpdates().stream()
                        .collect(Collectors.toMap(WaitingUpdate::appName, WaitingUpdate::slot)));
    }

    /**
     * The witness that takes the place of this one: no number and no floor ever falls. What runs, what waits, what is in quarantine,
     * and by which key the journal is encrypted, is as the newer one says.
     */
    public Witness followedBy(Witness newer) {
        return new Witness(
                later(head, newer.head),
                later(acknowledged, newer.acknowledged),
                Math.max(exportSerial, newer.exportSerial),
                newer.journalKey,
                newer.running,
                higher(floors, newer.floors),
                newer.quarantined,
                newer.waiting);
    }

    private static ChainHead later(ChainHead one, ChainHead other) {
        return one.seq() > other.seq() ? one : other;
    }

    /** What must be raised in a ledger that has these floors; empty where it is not behind. */
    public List<SetFloor> floorsAbove(List<SetFloor> held) {
        return higher(held, floors).stream()
                .filter(floor -> !held.contains(floor))
                .toList();
    }

    /** What is not installed again. */
    Set<Sha256> quarantinedDigests() {
        return quarantined.stream().map(Quarantine::digest).collect(Collectors.toUnmodifiableSet());
    }

    private record Setting(String appName, Set<Kid> signers) {}

    private static List<SetFloor> higher(List<SetFloor> some, List<SetFloor> others) {
        Map<Setting, Floor> merged = new TreeMap<>(Comparator.comparing(Setting::toString));
        List<SetFloor> all = new ArrayList<>(some);
        all.addAll(others);
        for (SetFloor one : all) {
            merged.merge(new Setting(one.appName(), one.signers()), one.floor(), Witness::higher);
        }
        return merged.entrySet().stream()
                .map(entry ->
                        new SetFloor(entry.getKey().appName(), entry.getKey().signers(), entry.getValue()))
                .toList();
    }

    private static Floor higher(Floor one, Floor other) {
        return new Floor(
                higher(one.highestCommitted(), other.highestCommitted()),
                one.minimum()
                        .map(minimum -> higher(minimum, other.minimum().orElse(minimum)))
                        .or(other::minimum));
    }

    private static SemVer higher(SemVer one, SemVer other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
