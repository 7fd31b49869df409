package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.StateChange.DeviceSeen;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.station.StateChange.Remembered;
import dev.sgate.station.StateChange.TimeKept;
import dev.sgate.station.Step.LicenseReady;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.UpdateReady;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a license bundle in force: bundle, seat, device, mark, what is remembered of the file, its row, and the events that tell of
 * them, in one transaction. A power cut before it leaves nothing; after it, all. The mark counts at once. One bundle at a time: it is
 * judged again here, for another stick may have brought a newer one meanwhile. A bundle that re-anchors the clock is judged and written
 * down by the time that it brings, and the visit goes on at that time.
 *
 * <p>{@code detail} of {@code license-imported}: {@code bundleId}, {@code serial}, {@code product}, {@code site}, {@code tier},
 * {@code validUntil}, {@code poolSize}, {@code epoch}, {@code crlNumber}, and {@code waitsFor} = {@code needs-confirmation}
 * where a person must say yes. Of {@code pool-reset}: {@code epoch}, {@code epochBefore}. For the others see {@link SeatTaking}.
 */
public final class LicenseImport {
    private final Ledger ledger;
    private final Standing standing;
    private final HeldBundles bundles;
    private final SeatClaim seats;
    private final OutcomeRecorder recorder;
    private final TrustedTime time;
    private final Reanchoring reanchoring;
    private final Acknowledging acknowledging;
    private final Announcements announcements;
    private final Meter meter;

    public LicenseImport(
            Ledger ledger,
            TrustSource trust,
            DeviceIdentity device,
            Situation situation,
            TrustedTime time,
            Announcements announcements,
            Meter meter) {
        this.meter = meter;
        this.ledger = ledger;
        this.standing = new Standing(ledger, trust, device, situation);
        this.bundles = new HeldBundles(ledger, trust);
        this.seats = new SeatClaim(ledger, device, situation.limits());
        this.recorder = new OutcomeRecorder(ledger);
        this.time = time;
        this.reanchoring = new Reanchoring(time);
        this.acknowledging = new Acknowledging(ledger, device);
        this.announcements = announcements;
    }

    /**
     * {@link UpdateReady} where the file brought a release to install, else {@link Settled}. The license's outcome is recorded here;
     * a pool without a free seat is an outcome of its own ({@code seat}, {@code pool-exhausted}), and so is a seat that waits for a
     * person ({@code needs-confirmation}); the bundle is in force all the same.
     */
    public synchronized Step apply(LicenseReady ready) {
        Visit visit = ready.visit();
        LicenseTerms terms = ready.bundle().terms();
        Instant now = reanchoring.now(visit, ready.bundle());
        LicenseSituation situation = standing.forLicense(terms, now, visit.now());
        if (LicenseRules.isHeld(ready.bundle(), situation)) {
            recorder.record(
                    ready.visit(),
                    ready.file().name(),
                    Optional.of(ready.file().identity()),
                    new Outcome.AlreadyApplied("license"));
            return next(ready);
        }
        return switch (LicenseRules.judge(ready.bundle(), situation)) {
            case Verdict.Accepted<LicenseBundle> accepted -> {
                RememberedTime state = time.ifAccepted(ready.bundle());
                // alone, so that no application takes the last seat between the look and the commit
                ledger.alone(() -> putInForce(ready, state, now));
                visit.goOnAt(now);
                keep(state);
                yield next(ready);
            }
            case Verdict.Refused<LicenseBundle>(Refusal refusal) ->
                new Settled(ready.visit(), ready.file(), List.of(new Outcome.Refused("license", refusal)));
        };
    }

    private static Step next(LicenseReady ready) {
        return ready.update().isPresent()
                ? new UpdateReady(ready.visit(), ready.file(), ready.update().get())
                : new Settled(ready.visit(), ready.file(), List.of());
    }

    private void putInForce(LicenseReady ready, RememberedTime state, Instant now) {
        Visit visit = ready.visit();
        LicenseTerms terms = ready.bundle().terms();
        long begun = System.nanoTime();
        Acknowledging.Taken ack = acknowledging.take(terms, now);
        SeatClaim.Claim claim = seats.claim(now, terms, ack.showsFork());
        List<StateChange> changes = new ArrayList<>(List.of(
                new LicenseHeld(ready.bundle(), ready.envelopeLine(), now),
                new DeviceSeen(seats.device(), now),
                new TimeKept(state),
                new Remembered(ready.bundle().identity(), FileStaging.APPLIED, now)));
        changes.addAll(ack.changes());
        changes.addAll(claim.changes());
        List<EventDraft> events = new ArrayList<>();
        events.add(imported(now, terms, claim));
        poolReset(now, terms).ifPresent(events::add);
        events.addAll(ack.events());
        events.addAll(claim.events());
        reanchoring.givenBack(state, terms).ifPresent(events::add);
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(new Outcome.LicenseApplied(
                terms.product(),
                terms.customer(),
                terms.validUntil(),
                terms.pool().size(),
                claim.taken(),
                terms.bundleId()));
        claim.refusal().ifPresent(refusal -> outcomes.add(new Outcome.Refused("seat", refusal)));
        recorder.record(visit, ready.file().name(), Optional.of(ready.file().identity()), outcomes, changes, events);
        claim.count(meter, terms, begun);
    }

    /** After the commit, so that the ledger is never behind. What is left of this by a power cut the next start makes good. */
    private void keep(RememberedTime state) {
        try {
            time.keep(state);
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.CLOCK_MARK_NOT_KEPT,
                    "the latest known time could not be written beside the database",
                    String.valueOf(failure.getMessage()),
                    "the license is in force; the next hour tries again; look at the disk");
        }
    }

    private static Optional<String> waitsFor(SeatClaim.Claim claim) {
        return claim.refusal()
                .filter(refusal -> refusal.code() == RefusalCode.NEEDS_CONFIRMATION)
                .map(refusal -> refusal.code().word());
    }

    private static EventDraft imported(Instant now, LicenseTerms terms, SeatClaim.Claim claim) {
        return EventDraft.of(
                        EventType.LICENSE_IMPORTED,
                        now,
                        Payloads.members(
                                "bundleId", terms.bundleId().toString(),
                                "serial", terms.serial(),
                                "product", terms.product(),
                                "site", terms.site(),
                                "tier", terms.tier(),
                                "validUntil", Payloads.time(terms.validUntil()),
                                "poolSize", terms.pool().size(),
                                "epoch", terms.pool().epoch(),
                                "crlNumber", terms.crl().number(),
                                "waitsFor", waitsFor(claim)))
                .aboutLicense(terms.licenseId());
    }

    /** A higher epoch than that of the bundle in force frees the seats (BEHAVIOUR 5). */
    private Optional<EventDraft> poolReset(Instant now, LicenseTerms terms) {
        long epoch = terms.pool().epoch();
        return bundles.find(terms.licenseId())
                .map(held -> held.terms().pool().epoch())
                .filter(before -> before < epoch)
                .map(before -> EventDraft.of(
                                EventType.POOL_RESET, now, Payloads.members("epoch", epoch, "epochBefore", before))
                        .aboutLicense(terms.licenseId()));
    }
}
