package dev.sgate.station;

import dev.sgate.station.LedgerView.FileResult;
import dev.sgate.station.LedgerView.VisitSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The visits of a {@link MemoryState}, with their files. */
final class MemoryVisits {
    final Map<VisitId, VisitSummary> visits;

    MemoryVisits() {
        visits = new LinkedHashMap<>();
    }

    MemoryVisits(MemoryVisits before) {
        visits = new LinkedHashMap<>(before.visits);
    }

    void begin(StateChange.VisitBegun begun) {
        VisitSummary visit = new VisitSummary(
                begun.visit(), begun.volume(), "begun", Optional.empty(), begun.at(), Optional.empty(), List.of());
        MemoryState.requireNew(visits.putIfAbsent(begun.visit(), visit) == null, begun);
    }

    void reach(StateChange.VisitReached reached) {
        VisitSummary visit = MemoryState.get(visits, reached.visit());
        visits.put(
                reached.visit(),
                new VisitSummary(
                        visit.visit(),
                        visit.volume(),
                        reached.phase(),
                        visit.result(),
                        visit.begunAt(),
                        visit.endedAt(),
                        visit.files()));
    }

    void end(StateChange.VisitEnded ended) {
        VisitSummary visit = MemoryState.get(visits, ended.visit());
        visits.put(
                ended.visit(),
                new VisitSummary(
                        visit.visit(),
                        visit.volume(),
                        visit.phase(),
                        visit.result().or(() -> Optional.of(ended.result())),
                        visit.begunAt(),
                        visit.endedAt().or(() -> Optional.of(ended.at())),
                        visit.files()));
    }

    void settle(StateChange.FileSettled settled) {
        VisitSummary visit = MemoryState.get(visits, settled.visit());
        List<FileResult> files = new ArrayList<>(visit.files());
        files.add(new FileResult(
                settled.fileName(),
                settled.subject(),
                settled.result(),
                settled.code(),
                settled.evidence().facts()));
        visits.put(
                settled.visit(),
                new VisitSummary(
                        visit.visit(),
                        visit.volume(),
                        visit.phase(),
                        visit.result(),
                        visit.begunAt(),
                        visit.endedAt(),
                        List.copyOf(files)));
    }
}
