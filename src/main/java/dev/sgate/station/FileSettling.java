package dev.sgate.station;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.util.List;
import java.util.Optional;

/**
 * The end of every file: records what is still to be recorded, each refusal with its one event, and throws the file's staging slot
 * away. After a refusal nothing of the file is left but the row and the event (invariant U11).
 */
public final class FileSettling {
    private final Ledger ledger;
    private final StagingSlots slots;
    private final OutcomeRecorder recorder;

    public FileSettling(Ledger ledger, Staging staging, Announcements announcements) {
        this.ledger = ledger;
        this.slots = new StagingSlots(staging, announcements);
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * Settles a file.
     *
     * @param step {@link Step.Settled} or {@link Step.NotOpened}; any other is a mistake in a route
     * @return all outcomes of this file in this visit, for the log
     */
    public List<FileOutcome> settle(Step step) {
        return switch (step) {
            case Step.Settled settled -> {
                OpenedFile file = settled.file();
                settled.outcomes()
                        .forEach(outcome ->
                                recorder.record(settled.visit(), file.name(), Optional.of(file.identity()), outcome));
                List<FileOutcome> outcomes = settled.visit().outcomesOf(file.name());
                discardUnlessItWaits(file.slot(), outcomes);
                yield outcomes;
            }
            case Step.NotOpened notOpened -> {
                recorder.record(notOpened.visit(), notOpened.name(), notOpened.digest(), notOpened.outcome());
                yield notOpened.visit().outcomesOf(notOpened.name());
            }
            default -> throw new IllegalArgumentException("not the end of a file: " + step);
        };
    }

    /** An update that goes on waiting keeps its slot; where one has waited long enough, its row ends here. */
    private void discardUnlessItWaits(String slot, List<FileOutcome> outcomes) {
        Optional<StateChange.WaitingEnded> ending = UpdateWaiting.ending(ledger, slot);
        boolean goesOn = outcomes.stream().anyMatch(file -> file.outcome() instanceof Outcome.ReleaseWaits);
        if (ending.isPresent() && goesOn) {
            return;
        }
        ending.ifPresent(end -> ledger.commit(List.of(end), List.of()));
        slots.discard(slot);
    }

    /**
     * Settles a file whose step threw: our own machine failed, not the file. It is tried again when the stick comes again.
     *
     * @return as {@link #settle}, with {@code internal} among them
     */
    public List<FileOutcome> giveUp(Visit visit, OpenedFile file, Exception failure) {
        Refusal refusal = Refusal.of(RefusalCode.INTERNAL, "reason", Evidence.printable(failure.toString()));
        boolean licenseEnded = visit.outcomesOf(file.name()).stream()
                .anyMatch(ended -> ended.outcome() instanceof Outcome.LicenseApplied
                        || ended.outcome().equals(new Outcome.AlreadyApplied("license")));
        Outcome outcome =
                new Outcome.Refused(licenseEnded ? "release" : OutcomeRecorder.subjectOf(file.type()), refusal);
        return settle(new Step.Settled(visit, file, List.of(outcome)));
    }
}
