package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.seal.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A ledger that forgets everything with the process. It passes the same {@code LedgerContract} as the real one, and it can be told
 * to break. Safe for use by several threads.
 */
public final class MemoryLedger extends MemoryView implements Ledger {
    private final Ids ids;
    private MemoryState state = new MemoryState();
    private Optional<RuntimeException> nextFailure = Optional.empty();
    private int commits;

    /** A ledger whose events get ids that count up. */
    public MemoryLedger() {
        this(countingIds());
    }

    public MemoryLedger(Ids ids) {
        this.ids = ids;
    }

    /** Another ledger with the same content: a copied disk. */
    public synchronized MemoryLedger copy(Ids newIds) {
        MemoryLedger copy = new MemoryLedger(newIds);
        copy.state = new MemoryState(state);
        return copy;
    }

    private static Ids countingIds() {
        long[] last = {0};
        return () -> new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ++last[0]);
    }

    /** The next commit throws this and changes nothing. */
    public synchronized void failNextCommit(RuntimeException failure) {
        nextFailure = Optional.of(failure);
    }

    /** How many commits succeeded. */
    public synchronized int commits() {
        return commits;
    }

    /** All events as text, oldest first. */
    public List<String> journal() {
        List<String> lines = new ArrayList<>();
        eventsAfter(0, event -> lines.add(event.text()));
        return lines;
    }

    @Override
    public synchronized List<EventLine> commit(List<StateChange> changes, List<EventDraft> events) {
        failIfTold();
        MemoryState next = new MemoryState(state);
        changes.forEach(next::apply);
        List<EventLine> appended =
                events.stream().map(draft -> append(next, draft)).toList();
        state = next;
        commits++;
        return appended;
    }

    @Override
    public synchronized <T> T commitTogether(Function<LedgerDraft, T> work) {
        MemoryDraft draft = new MemoryDraft(new MemoryState(state));
        T result = work.apply(draft);
        failIfTold();
        draft.events.forEach(event -> append(draft.state, event));
        state = draft.state;
        commits++;
        return result;
    }

    @Override
    public synchronized void alone(Runnable work) {
        work.run();
    }

    @Override
    public synchronized long reserveExportSerial(Instant at) {
        MemoryState next = new MemoryState(state);
        long serial = next.reserveExportSerial();
        state = next;
        return serial;
    }

    private void failIfTold() {
        if (nextFailure.isPresent()) {
            RuntimeException failure = nextFailure.get();
            nextFailure = Optional.empty();
            throw failure;
        }
    }

    private EventLine append(MemoryState next, EventDraft draft) {
        EventLine event = EventLine.append(next.head, ids.next(), draft);
        if (event.line().length >= Limits.JOURNAL_LINE_MAX_BYTES) {
            throw new IllegalArgumentException("an event's line is too long: " + draft.type());
        }
        next.append(event);
        return event;
    }

    @Override
    synchronized MemoryState now() {
        return state;
    }
}
