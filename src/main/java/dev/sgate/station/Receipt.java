package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a visit did, as plain data: the content of the receipt, before it is put into words.
 *
 * @param at trusted time
 * @param running the applications that are installed and in use after the visit
 * @param journal the names of the journal's files on this stick; empty where none was written
 * @param journalRefusal why it was not written, or not all of it, where that was tried
 */
public record Receipt(
        UUID applianceId,
        Fingerprint fingerprint,
        VisitId visit,
        Instant at,
        List<FileOutcome> outcomes,
        List<InUse> running,
        List<String> journal,
        Optional<Refusal> journalRefusal) {
    /** An application that is installed and in use. */
    public record InUse(String name, SemVer version) {}

    /** What becomes of the stick. */
    public enum StickAdvice {
        /** It carries the journal: back to the vendor with it. */
        RETURN,
        /** A file on it is for another appliance: there first, then back. */
        PASS_ON,
        /** Something failed that may go well when it is plugged in again. */
        TRY_AGAIN,
        /** It has done its work. */
        KEEP;

        /** The word in JSON and in the sentences' keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is tried again at the next insertion (BEHAVIOUR 4). */
    private static final Set<RefusalCode> TRIED_AGAIN = EnumSet.of(
            RefusalCode.NO_SPACE,
            RefusalCode.READ_ERROR,
            RefusalCode.STALLED,
            RefusalCode.VOLUME_GONE,
            RefusalCode.INTERNAL);

    public Receipt {
        outcomes = List.copyOf(outcomes);
        running = List.copyOf(running);
        journal = List.copyOf(journal);
    }

    /**
     * What becomes of the stick. A failure that can heal comes before the journal: that goes with the next visit anyway. So does another
     * appliance: whoever gave the stick back at once would leave that one with nothing.
     */
    public StickAdvice stick() {
        boolean again = outcomes.stream()
                .flatMap(outcome -> outcome.outcome().findRefusal().stream())
                .anyMatch(refusal -> TRIED_AGAIN.contains(refusal.code()));
        if (again) {
            return StickAdvice.TRY_AGAIN;
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.outcome().isForAnother())) {
            return StickAdvice.PASS_ON;
        }
        return journal.isEmpty() ? StickAdvice.KEEP : StickAdvice.RETURN;
    }
}
