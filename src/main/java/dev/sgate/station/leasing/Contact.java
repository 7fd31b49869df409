package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.seal.Payloads;
import dev.sgate.station.PoolView.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an instance is after it was heard again, and what the journal is told of it: one {@code validation} or {@code renewal} an
 * hour, and one {@code over-activation-attempt} an hour where two places use it within one lease. Pure.
 *
 * <p>{@code detail} of {@code validation} and {@code renewal}: {@code product}, {@code status}, {@code leaseUntil}. It is a {@code
 * renewal} where the lease before had 24 hours or less left, so that the new one was needed.
 */
final class Contact {
    /** At most one event of a kind for an instance in this time. */
    private static final Duration TOLD_EVERY = Duration.ofHours(1);

    private final LicenseTerms terms;
    private final Instance before;
    private final Caller caller;
    private final Instant now;
    private final boolean elsewhere;

    /** @param otherMachine whether the client says that it runs on another machine than the one that was activated */
    Contact(LicenseTerms terms, Instance before, Caller caller, Instant now, boolean otherMachine) {
        this.terms = terms;
        this.before = before;
        this.caller = caller;
        this.now = now;
        boolean running = !now.isAfter(before.expiresAt().plus(LeaseRules.CLIENT_TOLERANCE));
        this.elsewhere = otherMachine || (running && !caller.address().equals(before.address()));
    }

    /** When the next lease is issued: never before the last one, except after a re-anchoring (LEASE-PROTOCOL 9.26). */
    Instant issuedAt() {
        boolean keeps = before.issuedAt().isAfter(now) && !before.issuedAt().isAfter(now.plus(PoolRules.AHEAD_AT_MOST));
        return keeps ? before.issuedAt() : now;
    }

    /** The instance with a new lease of this status. */
    Instance after(LeaseStatus status) {
        return new Instance(
                before.id(),
                before.licenseId(),
                before.device(),
                before.machineKnown(),
                caller.address(),
                issuedAt(),
                LeaseRules.expiresAt(terms, status, issuedAt()),
                isDue(Optional.of(before.toldAt())) ? now : before.toldAt(),
                tellsOfTwo() ? Optional.of(now) : before.addressesToldAt());
    }

    /** What the journal is told. */
    List<EventDraft> events(LeaseStatus status) {
        List<EventDraft> events = new ArrayList<>();
        if (isDue(Optional.of(before.toldAt()))) {
            events.add(contact(status));
        }
        if (tellsOfTwo()) {
            events.add(about(EventDraft.of(
                    EventType.OVER_ACTIVATION_ATTEMPT,
                    now,
                    Payloads.members(
                            "epoch", terms.pool().epoch(),
                            "poolSize", terms.pool().size(),
                            "why", "places"))));
        }
        return events;
    }

    private EventDraft contact(LeaseStatus status) {
        boolean needed = !now.isBefore(before.expiresAt().minus(LeaseRules.REFRESH_WITHIN));
        return about(EventDraft.of(
                needed ? EventType.RENEWAL : EventType.VALIDATION,
                now,
                Payloads.members(
                        "product", terms.product(),
                        "status", status.word(),
                        "leaseUntil", Payloads.time(LeaseRules.expiresAt(terms, status, issuedAt())))));
    }

    private EventDraft about(EventDraft event) {
        return event.aboutLicense(terms.licenseId())
                .aboutDevice(before.device().hex())
                .aboutInstance(before.id());
    }

    private boolean tellsOfTwo() {
        return elsewhere && isDue(before.addressesToldAt());
    }

    /** A time that lies ahead of now is from before a re-anchoring. */
    private boolean isDue(Optional<Instant> last) {
        return last.filter(told -> now.isBefore(told.plus(TOLD_EVERY)) && !now.isBefore(told.minus(TOLD_EVERY)))
                .isEmpty();
    }
}
