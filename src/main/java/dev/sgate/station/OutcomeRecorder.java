package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.FileSettled;
import dev.sgate.station.StateChange.Remembered;
import dev.sgate.station.StateChange.VisitEnded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Commits what became of a file, or of half of it, and then tells the visit: a row for people, and for a refusal one {@code
 * refused} event, in one transaction. What is information and not alarm is journaled once per digest (BEHAVIOUR 3); an alarm once per
 * digest and UTC day, or a stick with a loose contact would fill the journal. The row and the log line come each time.
 *
 * <p>{@code detail} of {@code refused}: {@code visit}, {@code file} (escaped), {@code subject}, {@code code}, {@code evidence} (one
 * line of {@code name=value}).
 */
final class OutcomeRecorder {
    private static final Set<RefusalCode> INFORMATION = EnumSet.of(
            RefusalCode.SUPERSEDED, RefusalCode.WRONG_APPLIANCE, RefusalCode.WRONG_PRODUCT, RefusalCode.WRONG_PLATFORM);

    /** What a row says that is about the whole volume. */
    private static final String VOLUME = "volume";

    private final Ledger ledger;

    OutcomeRecorder(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What a file of this type is called in rows and events. */
    static String subjectOf(PayloadType type) {
        return switch (type) {
            case LICENSE -> "license";
            case UPDATE -> "release";
            case TRUST -> "trust";
            case JOURNAL, LEASE_KEY -> "file";
        };
    }

    /** Commits one outcome that comes with no change of state. */
    void record(Visit visit, Path name, Optional<Sha256> digest, Outcome outcome) {
        record(visit, name, digest, outcome, List.of());
    }

    /** Commits one outcome with these changes; where it is a refusal, with its event. */
    void record(Visit visit, Path name, Optional<Sha256> digest, Outcome outcome, List<StateChange> with) {
        List<StateChange> changes = new ArrayList<>(with);
        List<EventDraft> events = new ArrayList<>();
        if (outcome instanceof Outcome.Refused(String subject, Refusal refusal)) {
            Sha256 key =
                    toldKey(subject, refusal.code(), digest.map(Sha256::hex).orElseGet(() -> printable(name)));
            String told = toldWord(refusal.code(), visit);
            if (!ledger.findRemembered(key).equals(Optional.of(told))) {
                events.add(refused(visit, printable(name), subject, refusal));
                changes.add(new Remembered(key, told, visit.now()));
            }
        }
        record(visit, name, digest, List.of(outcome), changes, events);
    }

    /** Commits outcomes together with the changes they stand for and the events that tell of them. */
    void record(
            Visit visit,
            Path name,
            Optional<Sha256> digest,
            List<Outcome> outcomes,
            List<StateChange> changes,
            List<EventDraft> events) {
        List<StateChange> all = new ArrayList<>(changes);
        outcomes.forEach(outcome -> all.add(row(visit, printable(name), digest, outcome)));
        ledger.commit(all, events);
        outcomes.forEach(outcome -> visit.add(name, outcome));
    }

    /** Commits a refusal that is about the volume and not about one file. */
    void recordOnVolume(Visit visit, Refusal refusal) {
        record(visit, nameOf(visit.mount()), Optional.empty(), new Outcome.Refused(VOLUME, refusal));
    }

    /** Commits that a volume is turned away, and the end of its visit. */
    void turnAway(Visit visit, Refusal refusal) {
        record(
                visit,
                nameOf(visit.mount()),
                Optional.empty(),
                new Outcome.Refused(VOLUME, refusal),
                List.of(new VisitEnded(visit.id(), "turned-away", visit.now())));
    }

    /** Never a path made of a string: under some locales not every name survives that. */
    private static Path nameOf(Mount mount) {
        Path name = mount.directory().getFileName();
        return name == null ? mount.directory() : name;
    }

    /**
     * A key of its own for each digest, half and code: it must not hide that the same digest was applied.
     *
     * @param what the digest in hex; the name where there was nothing to make a digest of
     */
    private static Sha256 toldKey(String subject, RefusalCode code, String what) {
        return Sha256.of(("told|" + subject + "|" + code + "|" + what).getBytes(StandardCharsets.UTF_8));
    }

    /** What is remembered of a refusal that was told of: for an alarm the day, so that the next day tells of it again. */
    private static String toldWord(RefusalCode code, Visit visit) {
        return INFORMATION.contains(code)
                ? code.word()
                : visit.now().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static EventDraft refused(Visit visit, String file, String subject, Refusal refusal) {
        return EventDraft.of(
                EventType.REFUSED,
                visit.now(),
                Payloads.members(
                        "visit", visit.id().toString(),
                        "file", file,
                        "subject", subject,
                        "code", refusal.code().word(),
                        "evidence", refusal.evidence().oneLine()));
    }

    private static String printable(Path name) {
        return Evidence.printable(name.toString());
    }

    private static FileSettled row(Visit visit, String file, Optional<Sha256> digest, Outcome outcome) {
        Optional<Refusal> refusal = outcome.findRefusal();
        return new FileSettled(
                visit.id(),
                file,
                digest,
                outcome.subject(),
                outcome.result(),
                refusal.map(Refusal::code),
                refusal.map(Refusal::evidence).orElseGet(Evidence::none));
    }
}
