package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.TrustDocument;
import dev.sgate.seal.Verdict;
import dev.sgate.station.StateChange.TrustHeld;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.TrustOpened;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the next version of the vendor's trust document: the document, its row and its {@code trust-updated} event in one
 * transaction, and from then on everything here is judged by its keys. Before the first one the pinned document is kept with it, so
 * that the state is whole without the file. Applications go on as they are. One document at a time: it is verified again here, for
 * another stick may have brought it meanwhile.
 *
 * <p>{@code detail} of {@code trust-updated}: {@code version}, {@code versionBefore}, {@code identity}, {@code expires}, {@code
 * revoked} (key ids that are revoked from now on, with commas; the first {@value #IDS_MAX}), {@code revokedCount}.
 */
public final class TrustTaking {
    private static final String TRUST = "trust";
    private static final int IDS_MAX = 16;

    private final HeldTrust trust;
    private final Staging staging;
    private final OutcomeRecorder recorder;

    public TrustTaking(Ledger ledger, HeldTrust trust, Staging staging) {
        this.trust = trust;
        this.staging = staging;
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * The outcome is recorded here where the document is taken; any other is still to be recorded.
     *
     * @throws IOException if our own disk fails; nothing was changed
     */
    public synchronized Settled take(TrustOpened opened) throws IOException {
        byte[] line = readLine(opened.file());
        Keyring before = trust.current();
        return switch (before.follow(line)) {
            case Verdict.Accepted<Keyring>(Keyring next) ->
                next.identity().equals(before.identity())
                        ? settled(opened, new Outcome.AlreadyApplied(TRUST))
                        : take(opened, before, next);
            case Verdict.Refused<Keyring>(Refusal refusal) -> settled(opened, new Outcome.Refused(TRUST, refusal));
        };
    }

    private byte[] readLine(OpenedFile file) throws IOException {
        try (InputStream in = staging.read(file.slot(), Staging.Part.ENVELOPE)) {
            return in.readNBytes(Limits.SMALL_ENVELOPE_MAX_BYTES);
        }
    }

    private static Settled settled(TrustOpened opened, Outcome outcome) {
        return new Settled(opened.visit(), opened.file(), List.of(outcome));
    }

    private Settled take(TrustOpened opened, Keyring before, Keyring next) {
        Visit visit = opened.visit();
        TrustDocument old = before.document().orElseThrow();
        TrustDocument document = next.document().orElseThrow();
        List<StateChange> changes = new ArrayList<>();
        if (!trust.isInState(before)) {
            changes.add(held(before, true, visit.now()));
        }
        changes.add(held(next, false, visit.now()));
        Outcome outcome = new Outcome.TrustApplied(document.version(), old.version(), document.expires());
        recorder.record(
                visit,
                opened.file().name(),
                Optional.of(opened.file().identity()),
                List.of(outcome),
                changes,
                List.of(updated(visit, old, next)));
        trust.readAgain();
        return new Settled(visit, opened.file(), List.of());
    }

    private static TrustHeld held(Keyring keyring, boolean pinned, Instant at) {
        return new TrustHeld(
                keyring.document().orElseThrow().version(),
                pinned,
                keyring.envelopeLine().orElseThrow(),
                at);
    }

    private static EventDraft updated(Visit visit, TrustDocument old, Keyring next) {
        TrustDocument document = next.document().orElseThrow();
        Set<Kid> revoked = document.revoked().stream()
                .filter(kid -> !old.revoked().contains(kid))
                .collect(Collectors.toSet());
        return EventDraft.of(
                EventType.TRUST_UPDATED,
                visit.now(),
                Payloads.members(
                        "version", document.version(),
                        "versionBefore", old.version(),
                        "identity", next.identity().orElseThrow().hex(),
                        "expires", Payloads.time(document.expires()),
                        "revoked", names(revoked),
                        "revokedCount", revoked.size()));
    }

    private static String names(Set<Kid> kids) {
        return kids.stream().map(Kid::value).sorted().limit(IDS_MAX).collect(Collectors.joining(","));
    }
}
