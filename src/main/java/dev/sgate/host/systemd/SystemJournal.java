package dev.sgate.host.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The system's journal as a place for whole entries and not only for lines. Its socket is opened on a thread of its own, for that
 * loads a library; what is written meanwhile waits and keeps its order. An entry that cannot be sent goes where the caller wants it.
 * Safe for several threads.
 */
public final class SystemJournal {
    /** Where the journal listens on each machine that has one. */
    public static final Path SOCKET = Path.of("/run/systemd/journal/socket");

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final String socket;
    private final Consumer<JournalEntry> otherwise;
    private final List<JournalEntry> waiting = new ArrayList<>();
    private @Nullable Datagrams datagrams;
    private boolean decided;

    private SystemJournal(Path socket, Consumer<JournalEntry> otherwise) {
        this.socket = socket.toString();
        this.otherwise = otherwise;
    }

    /**
     * Begins to open the journal's socket; returns at once.
     *
     * @param otherwise takes what cannot be sent
     */
    public static SystemJournal opening(Path socket, Consumer<JournalEntry> otherwise) {
        SystemJournal journal = new SystemJournal(socket, otherwise);
        Thread.ofPlatform().daemon().name("system-journal").start(journal::open);
        return journal;
    }

    /**
     * Whether systemd sent this process's standard error to the journal: then entries may go there, too.
     *
     * @param journalStream the variable {@code JOURNAL_STREAM}: device and number of that stream's file
     */
    public static boolean isOurs(Optional<String> journalStream) {
        return journalStream.filter(SystemJournal::isStandardError).isPresent() && Files.exists(SOCKET);
    }

    private static boolean isStandardError(String stream) {
        try {
            return stream.equals(Files.getAttribute(STANDARD_ERROR, "unix:dev") + ":"
                    + Files.getAttribute(STANDARD_ERROR, "unix:ino"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private void open() {
        @Nullable Datagrams opened = null;
        try {
            opened = Datagrams.to(socket);
        } catch (IOException noSocket) {
            // the entries go the other way
        }
        synchronized (this) {
            datagrams = opened;
            decided = true;
            waiting.forEach(this::send);
            waiting.clear();
            notifyAll();
        }
    }

    /** Writes an entry, or keeps it until there is a socket to write it to. */
    public synchronized void write(JournalEntry entry) {
        if (decided) {
            send(entry);
        } else {
            waiting.add(entry);
        }
    }

    private void send(JournalEntry entry) {
        try {
            if (datagrams != null) {
                datagrams.send(entry.encoded());
                return;
            }
        } catch (IOException notSent) {
            // the other way
        }
        otherwise.accept(entry);
    }

    /** Waits until nothing waits any more; for the last words of a process. */
    @SuppressWarnings("WaitNotInLoop")
    public synchronized void flush() {
        try {
            if (!decided) {
                wait(2_000);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        waiting.forEach(otherwise);
        waiting.clear();
    }
}
