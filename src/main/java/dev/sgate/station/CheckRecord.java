package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LicenseAnswer.Checked;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts checks on record (S42). Each is counted by the meter. The journal has one {@code validation} for a product whenever the answer
 * is another one, and else at most one an hour, with the number of checks since the last: an application that asks each second does
 * not fill it. Products that are not held share one such line. After a start the first check is written.
 *
 * <p>{@code detail} of {@code validation}: {@code state}, {@code code}, {@code cause}, {@code product}, {@code checks}.
 */
final class CheckRecord {
    static final Duration AGAIN_AFTER = Duration.ofHours(1);

    private record Told(LicenseState state, Optional<UnlicensedCause> cause, Optional<UUID> license, Instant at) {
        boolean is(Checked answer, Optional<UUID> other) {
            return state == answer.state() && cause.equals(answer.cause()) && license.equals(other);
        }
    }

    private final Ledger ledger;
    private final String device;
    private final Meter meter;
    private final Map<Optional<String>, Told> told = new HashMap<>();
    private final Map<Optional<String>, Long> untold = new HashMap<>();

    CheckRecord(Ledger ledger, DeviceIdentity device, Meter meter) {
        this.ledger = ledger;
        this.device = device.fingerprint().hex();
        this.meter = meter;
    }

    /** @param product empty where no license for it is held */
    void record(Checked answer, Optional<String> product) {
        meter.checked(answer.judgement().terms().map(LicenseTerms::tier).orElse(Meter.NO_TIER), result(answer.state()));
        untold.merge(product, 1L, Long::sum);
        Optional<UUID> license = answer.best().map(best -> best.held().licenseId());
        boolean toldLately = Optional.ofNullable(told.get(product))
                .filter(last -> last.is(answer, license))
                .filter(last -> answer.now().isBefore(last.at().plus(AGAIN_AFTER)))
                .isPresent();
        if (toldLately) {
            return;
        }
        ledger.commit(List.of(), List.of(event(answer, product, license)));
        told.put(product, new Told(answer.state(), answer.cause(), license, answer.now()));
        untold.remove(product);
    }

    private EventDraft event(Checked answer, Optional<String> product, Optional<UUID> license) {
        EventDraft event = EventDraft.of(
                        EventType.VALIDATION,
                        answer.now(),
                        Payloads.members(
                                "state", answer.state().word(),
                                "code", answer.code().map(RefusalCode::word),
                                "cause", answer.cause().map(UnlicensedCause::word),
                                "product", product,
                                "checks", untold.getOrDefault(product, 1L)))
                .aboutDevice(device);
        return license.map(event::aboutLicense).orElse(event);
    }

    private static Meter.Check result(LicenseState state) {
        return switch (state) {
            case VALID, EXPIRING, NEEDS_REFRESH -> Meter.Check.SUCCESS;
            case TAMPERED, UNTRUSTED -> Meter.Check.TAMPERED;
            case EXPIRED, REVOKED, POOL_EXHAUSTED, CLOCK_DISTRUSTED, NEEDS_CONFIRMATION, UNLICENSED ->
                Meter.Check.EXPIRED;
        };
    }
}
