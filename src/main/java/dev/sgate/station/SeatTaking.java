package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolRules.Admission;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.PoolSituation;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How an admission of {@link PoolRules} becomes changes and events. One pool, one way to write it down, for this machine and for the
 * applications on the site. Decides and commits nothing.
 *
 * <p>{@code detail} of {@code activation}: {@code epoch}, {@code poolSize}, {@code seatsTaken}, and {@code reusedEarly}, the device
 * whose seat it is although its last lease still runs, and {@code leaseUntil} where a lease comes with the seat. Of {@code
 * over-activation-attempt}: the first three and {@code code}. Of {@code deactivation}: {@code epoch}, {@code poolSize}, {@code
 * why}.
 */
public final class SeatTaking {
    private SeatTaking() {}

    /** The pool of these terms as the ledger has it, with all its seats. */
    public static PoolSituation whole(PoolView ledger, LicenseTerms terms, Duration reclaimAfter, Instant now) {
        List<PoolSeat> seats = ledger.pool(terms.licenseId(), terms.pool().epoch());
        return situation(ledger, terms, seats, 0, reclaimAfter, now);
    }

    /** The same, with the seats that matter for this device: read by index, so that a large pool costs no more than a small one. */
    public static PoolSituation situation(
            PoolView ledger, LicenseTerms terms, Fingerprint device, Duration reclaimAfter, Instant now) {
        UUID license = terms.licenseId();
        long epoch = terms.pool().epoch();
        Set<Fingerprint> devices = new LinkedHashSet<>(terms.pool().devices());
        devices.add(device);
        List<PoolSeat> seats = ledger.seatsThatMatter(license, epoch, devices, now.minus(reclaimAfter), now);
        return situation(ledger, terms, seats, ledger.seatCount(license, epoch) - seats.size(), reclaimAfter, now);
    }

    private static PoolSituation situation(
            PoolView ledger,
            LicenseTerms terms,
            List<PoolSeat> seats,
            long others,
            Duration reclaimAfter,
            Instant now) {
        return new PoolSituation(
                terms.pool(),
                seats,
                others,
                ledger.reusedEarly(
                        terms.licenseId(), now.minus(PoolRules.EARLY_WINDOW), now.plus(PoolRules.AHEAD_AT_MOST)),
                reclaimAfter,
                ledger.isHeldBack(terms.licenseId(), terms.pool().epoch()),
                now);
    }

    /** What the ledger keeps of a seat that is taken. */
    public static List<StateChange> changes(
            LicenseTerms terms, Admission.Seated seat, Fingerprint device, Instant now) {
        long epoch = terms.pool().epoch();
        List<StateChange> changes = new ArrayList<>();
        seat.cleared().forEach(gone -> changes.add(new SeatCleared(terms.licenseId(), epoch, gone.device())));
        changes.add(new SeatTaken(terms.licenseId(), epoch, device, now));
        return changes;
    }

    /** What the journal says of it: who was silent for too long, and who sits now. */
    public static List<EventDraft> events(
            LicenseTerms terms, PoolSituation pool, Admission.Seated seat, Fingerprint device) {
        List<EventDraft> events = new ArrayList<>();
        seat.cleared().stream()
                .filter(gone -> gone.freeFrom().isEmpty())
                .forEach(idle -> events.add(givenBack(terms, idle.device(), "idle", pool.now())));
        Map<String, Object> detail = new LinkedHashMap<>(detail(terms, takenAfter(pool, seat, device)));
        seat.reusedEarly().map(PoolSeat::device).ifPresent(from -> detail.put("reusedEarly", from.hex()));
        events.add(event(EventType.ACTIVATION, terms, device, detail, pool.now()));
        return events;
    }

    /** The activation of a device that gets a lease with its seat: the desk counts running leases. */
    public static EventDraft withLease(EventDraft activation, Instant until) {
        return activation.with("leaseUntil", Payloads.time(until));
    }

    /** How many seats are taken once the device sits. Of the seats that are cleared, only one that is re-used early was taken. */
    public static long takenAfter(PoolSituation pool, Admission.Seated seat, Fingerprint device) {
        long others = pool.taken()
                - (pool.isTaken(device) ? 1 : 0)
                - (seat.reusedEarly().isPresent() ? 1 : 0);
        return others + 1;
    }

    /** That a device asked for a seat and there was none. */
    public static EventDraft refused(LicenseTerms terms, PoolSituation pool, Fingerprint device) {
        Map<String, Object> detail = new LinkedHashMap<>(detail(terms, pool.taken()));
        detail.put("code", RefusalCode.POOL_EXHAUSTED.word());
        return event(EventType.OVER_ACTIVATION_ATTEMPT, terms, device, detail, pool.now());
    }

    /** That a seat was given back, or taken back: {@code why} is {@code client}, {@code site} or {@code idle}. */
    public static EventDraft givenBack(LicenseTerms terms, Fingerprint device, String why, Instant now) {
        Map<String, Object> detail = Payloads.members(
                "epoch", terms.pool().epoch(), "poolSize", terms.pool().size(), "why", why);
        return event(EventType.DEACTIVATION, terms, device, detail, now);
    }

    private static Map<String, Object> detail(LicenseTerms terms, long taken) {
        return Payloads.members(
                "epoch", terms.pool().epoch(), "poolSize", terms.pool().size(), "seatsTaken", taken);
    }

    private static EventDraft event(
            EventType type, LicenseTerms terms, Fingerprint device, Map<String, Object> detail, Instant now) {
        return EventDraft.of(type, now, detail).aboutLicense(terms.licenseId()).aboutDevice(device.hex());
    }
}
