package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.ContactWarning;
import dev.sgate.license.GrantWarnings;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.Remembered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Warns of leases that run out because their application has no contact (C20 to C26): each threshold once per lease, remembered in
 * the ledger.
 *
 * <p>{@code detail} of such a {@code warning}: {@code kind} = {@code lease}, {@code hours}, {@code leaseUntil}, {@code product}.
 */
final class LeaseWarnings {
    private final Ledger ledger;
    private final Meter meter;

    LeaseWarnings(Ledger ledger, Meter meter) {
        this.ledger = ledger;
        this.meter = meter;
    }

    Optional<Notice> look(Instance instance, LicenseTerms terms, Instant now) {
        if (due(instance, now, Optional.empty()).isEmpty()) {
            return Optional.empty();
        }
        Sha256 key = Sha256.of(("lease|" + instance.id()).getBytes(StandardCharsets.UTF_8));
        Optional<ContactWarning> warning = due(instance, now, given(instance, key));
        warning.ifPresent(due -> tell(instance, terms, due, key, now));
        return warning.map(due -> notice(instance, terms, due));
    }

    private static Optional<ContactWarning> due(Instance instance, Instant now, Optional<ContactWarning> given) {
        return GrantWarnings.due(instance.issuedAt(), instance.expiresAt(), now, given);
    }

    /** What was remembered of another lease of this instance does not count. */
    private Optional<ContactWarning> given(Instance instance, Sha256 key) {
        Optional<String> remembered = ledger.findRemembered(key);
        return Arrays.stream(ContactWarning.values())
                .filter(warning -> remembered.equals(Optional.of(word(instance, warning))))
                .findFirst();
    }

    private static String word(Instance instance, ContactWarning warning) {
        return Payloads.time(instance.issuedAt()) + " " + warning.word();
    }

    private void tell(Instance instance, LicenseTerms terms, ContactWarning warning, Sha256 key, Instant now) {
        EventDraft event = EventDraft.of(
                        EventType.WARNING,
                        now,
                        Payloads.members(
                                "kind", "lease",
                                "hours", warning.threshold().toHours(),
                                "leaseUntil", Payloads.time(instance.expiresAt()),
                                "product", terms.product()))
                .aboutLicense(instance.licenseId())
                .aboutDevice(instance.device().hex())
                .aboutInstance(instance.id());
        ledger.commit(List.of(new Remembered(key, word(instance, warning), now)), List.of(event));
        meter.graceWarning(terms.tier(), (int) warning.threshold().toHours());
    }

    private static Notice notice(Instance instance, LicenseTerms terms, ContactWarning warning) {
        return new Notice(
                LogEvent.LEASE_NOTICE,
                urgency(warning),
                warning.text(),
                "let the application reach this appliance; it renews by itself",
                Evidence.of("product", terms.product())
                        .and("instance", instance.id())
                        .and("hours", warning.threshold().toHours())
                        .and("leaseUntil", instance.expiresAt()));
    }

    private static Notice.Urgency urgency(ContactWarning warning) {
        return switch (warning) {
            case NOTICE -> Notice.Urgency.INFORMATION;
            case IMPORTANT -> Notice.Urgency.SOON;
            case URGENT, CRITICAL -> Notice.Urgency.NOW;
        };
    }
}
