package dev.sgate.station;

import dev.sgate.seal.Evidence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One stick's visit while it goes on: what was opened, what came of it, and whether we may write on the stick. What must survive a
 * power cut is in the ledger, not here. Used by one thread at a time: the route hands it on.
 */
public final class Visit {
    private final VisitId id;
    private final Mount mount;
    private final Volume volume;
    private Instant now;
    private final List<OpenedFile> opened = new ArrayList<>();
    private final List<FileOutcome> outcomes = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private List<Path> candidates = List.of();
    private boolean mayWrite;

    /** @param now the trusted time */
    public Visit(VisitId id, Mount mount, Volume volume, Instant now) {
        this.id = id;
        this.mount = mount;
        this.volume = volume;
        this.now = now;
    }

    public VisitId id() {
        return id;
    }

    public Mount mount() {
        return mount;
    }

    public Volume volume() {
        return volume;
    }

    /** Whether there is a stick: work that goes on after a restart, or that waited, has none, nor has a file that was handed over. */
    public boolean hasStick() {
        return !(volume instanceof NoVolume) && !mount.isOffered();
    }

    /** The trusted time that everything in this visit is judged by: of its beginning, unless a bundle re-anchored the clock since. */
    public synchronized Instant now() {
        return now;
    }

    /** A bundle of this visit re-anchored the clock: from here on it is this time. */
    synchronized void goOnAt(Instant time) {
        now = time;
    }

    /** The names that the scan found, at most {@link dev.sgate.seal.Limits#VISIT_CANDIDATES_MAX}; no other is opened. */
    public synchronized List<Path> candidates() {
        return candidates;
    }

    synchronized void setCandidates(List<Path> names) {
        candidates = List.copyOf(names);
    }

    /** Files whose signature held, as they were opened. */
    public synchronized List<OpenedFile> opened() {
        return List.copyOf(opened);
    }

    public synchronized void add(OpenedFile file) {
        opened.add(file);
    }

    /** What became of the files, in the order in which they were settled. */
    public synchronized List<FileOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** What became of the file with this name so far. */
    public List<FileOutcome> outcomesOf(Path name) {
        String printable = Evidence.printable(name.toString());
        return outcomes().stream()
                .filter(outcome -> outcome.fileName().equals(printable))
                .toList();
    }

    public synchronized void add(Path name, Outcome outcome) {
        outcomes.add(new FileOutcome(Evidence.printable(name.toString()), outcome));
    }

    /** Names of the files we wrote on the stick. */
    public synchronized List<String> written() {
        return List.copyOf(written);
    }

    public synchronized void addWritten(String name) {
        written.add(name);
    }

    /** Whether the stick may be written to (BEHAVIOUR 3): it held a file whose signature and role held, or asks for a return. */
    public synchronized boolean mayWrite() {
        return mayWrite;
    }

    public synchronized void allowWriting() {
        mayWrite = true;
    }
}
