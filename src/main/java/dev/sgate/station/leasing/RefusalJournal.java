package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.SeatTaking;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells the journal of refused requests, in the same commit as everything else, and not more often than {@link RefusedRequests} lets
 * it.
 *
 * <p>{@code detail} of such a {@code refused}: {@code subject} = {@code lease}, {@code action}, {@code address}, {@code code}, {@code
 * count}.
 */
final class RefusalJournal {
    private final RefusedRequests requests = new RefusedRequests();

    /** The answer, and an event with the code where the journal is to hear of it now. */
    Supplier<LeaseAnswer> answer(
            Moment moment, LeaseRequest request, Caller caller, RefusalCode code, LeaseAnswer answer) {
        requests.count(caller.address(), code, "", moment.now(), moment::ifNotCommitted)
                .ifPresent(count -> moment.add(List.of(), List.of(refused(moment, request, caller, code, count))));
        return () -> answer;
    }

    /** As {@link #answer}, where there is no seat for a device: an {@code over-activation-attempt} instead. */
    Supplier<LeaseAnswer> noSeat(
            Moment moment, Caller caller, LicenseTerms terms, Fingerprint device, boolean known, LeaseAnswer answer) {
        requests.count(
                        caller.address(),
                        RefusalCode.POOL_EXHAUSTED,
                        known ? device.hex() : "",
                        moment.now(),
                        moment::ifNotCommitted)
                .ifPresent(count ->
                        moment.add(List.of(), List.of(SeatTaking.refused(terms, moment.pool(terms, device), device))));
        return () -> answer;
    }

    private static EventDraft refused(
            Moment moment, LeaseRequest request, Caller caller, RefusalCode code, long count) {
        return EventDraft.of(
                EventType.REFUSED,
                moment.now(),
                Payloads.members(
                        "subject", "lease",
                        "action", request.action(),
                        "address", Evidence.printable(caller.address()),
                        "code", code.word(),
                        "count", count));
    }
}
