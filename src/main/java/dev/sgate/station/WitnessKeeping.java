package dev.sgate.station;

import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.EventsForgotten;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.InstallBegun;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.JournalContinued;
import dev.sgate.station.StateChange.JournalExported;
import dev.sgate.station.StateChange.JournalForked;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.station.StateChange.TrustHeld;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Writes down beside the ledger what a damaged or older one must not lose: after each commit that raises a floor, takes a license or
 * a trust document, begins or ends an install or lets one wait, quarantines a digest or lifts that, exports or forgets events; after
 * any other at most once a minute. After the commit and not before it: a floor of a release that was never committed would lock out
 * the versions below it. What a power cut leaves between the two the next start makes good.
 *
 * <p>With it the vendor's lines of what is held are kept. A failing disk, or whatever else fails here, never undoes a commit: it is
 * announced once, and each later commit tries again all that is not kept yet. Not for several threads: the ledger calls it one
 * commit after the other.
 */
public final class WitnessKeeping implements LedgerWatch {
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final BesideLedger beside;
    private final KeptLines lines;
    private final Sha256 journalKey;
    private final Announcements announcements;
    private final LongSupplier nanos;
    private long writtenAtNanos;
    private boolean failed;

    /** There until it was looked for what is missing beside the ledger. */
    private Optional<TrustSource> missingBy = Optional.empty();

    /**
     * @param journalKey of the key that encrypts the events
     * @param nanos a monotonic clock
     */
    public WitnessKeeping(BesideLedger beside, Sha256 journalKey, Announcements announcements, LongSupplier nanos) {
        this.beside = beside;
        this.lines = new KeptLines(beside);
        this.journalKey = journalKey;
        this.announcements = announcements;
        this.nanos = nanos;
        this.writtenAtNanos = nanos.getAsLong();
    }

    /**
     * At a start: makes level what lies beside the ledger.
     *
     * @param pin the trust document that site IT put in place
     */
    public void begin(LedgerView ledger, TrustSource pin) {
        missingBy = Optional.of(pin);
        keep(ledger);
    }

    @Override
    public void committed(LedgerView ledger, List<StateChange> changes) {
        lines.owe(changes);
        boolean due = failed || nanos.getAsLong() - writtenAtNanos > AT_LEAST.toNanos();
        if (due || changes.stream().anyMatch(WitnessKeeping::matters)) {
            keep(ledger);
        }
    }

    @Override
    public void serialTaken(LedgerView ledger) {
        keep(ledger);
    }

    @Override
    public void closing(LedgerView ledger) {
        keep(ledger);
    }

    private void keep(LedgerView ledger) {
        Optional<Exception> failure = Stream.of(lookForMissing(ledger), lines.keep(), keepWitness(ledger))
                .flatMap(Optional::stream)
                .findFirst();
        failure.filter(first -> !failed).ifPresent(this::tell);
        failed = failure.isPresent();
    }

    private Optional<Exception> lookForMissing(LedgerView ledger) {
        try {
            if (missingBy.isPresent()) {
                lines.oweWhatIsMissing(ledger, missingBy.get());
            }
            missingBy = Optional.empty();
            return Optional.empty();
        } catch (IOException | RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    private Optional<Exception> keepWitness(LedgerView ledger) {
        try {
            beside.keep(Witness.of(ledger, journalKey));
            writtenAtNanos = nanos.getAsLong();
            return Optional.empty();
        } catch (IOException | RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    private static boolean matters(StateChange change) {
        return switch (change) {
            case FloorRaised raised -> true;
            case LicenseHeld held -> true;
            case TrustHeld held -> true;
            case InstallBegun begun -> true;
            case InstallMoved moved -> true;
            case StateChange.ReleaseTakenBack back -> true;
            case StateChange.ReleaseTakenUp up -> true;
            case StateChange.DigestQuarantined bad -> true;
            case StateChange.QuarantineLifted lifted -> true;
            case StateChange.UpdateWaits waits -> true;
            case StateChange.WaitingEnded ended -> true;
            case EventsForgotten forgotten -> true;
            case JournalExported exported -> true;
            case JournalForked forked -> true;
            case JournalContinued continued -> true;
            default -> false;
        };
    }

    private void tell(Exception failure) {
        announcements.announce(
                LogEvent.WITNESS_NOT_WRITTEN,
                "how far the database has come could not be written beside it",
                String.valueOf(failure.getMessage()),
                "nothing is lost; the next change tries again; look at the disk");
    }
}
