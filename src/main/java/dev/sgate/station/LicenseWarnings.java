package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LaunchJudgement;
import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseState.Grade;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.Remembered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the expiry checks of licenses on record (S42): one {@code expiry-check} a license whenever its state is another one, and else
 * one a UTC day; and beside it a {@code warning} where somebody should act (S44, S45).
 *
 * <p>{@code detail} of {@code expiry-check}: {@code state}, {@code code}, {@code product}, {@code validUntil}. Of such a {@code
 * warning}: {@code kind} = {@code license}, {@code state}, {@code product}, {@code validUntil}.
 */
final class LicenseWarnings {
    private final Ledger ledger;
    private final Sentences sentences;
    private final SiteLimits limits;

    LicenseWarnings(Ledger ledger, Sentences sentences, SiteLimits limits) {
        this.limits = limits;
        this.ledger = ledger;
        this.sentences = sentences;
    }

    /** A notice for the log where somebody should act, as often as in the journal. */
    Optional<Notice> look(JudgedLicense license, Instant now) {
        Sha256 key = Sha256.of(("expiry-check|" + license.held().licenseId()).getBytes(StandardCharsets.UTF_8));
        boolean warn = isToBeWarnedOf(license, now);
        String checked =
                license.state().word() + " " + now.atOffset(ZoneOffset.UTC).toLocalDate();
        String told = warn ? checked + " warned" : checked;
        Optional<String> before = ledger.findRemembered(key);
        if (before.equals(Optional.of(told))) {
            return Optional.empty();
        }
        List<EventDraft> events = new ArrayList<>();
        if (before.filter(same -> same.startsWith(checked)).isEmpty()) {
            events.add(check(license, now));
        }
        if (warn) {
            events.add(warning(license, now));
        }
        ledger.commit(List.of(new Remembered(key, told, now)), events);
        return warn ? Optional.of(notice(license, now)) : Optional.empty();
    }

    /** Of what is wrong always; of what only comes to its end, when the site wants to know. */
    private boolean isToBeWarnedOf(JudgedLicense license, Instant now) {
        return switch (license.state()) {
            case VALID, EXPIRING ->
                license.judgement()
                        .terms()
                        .filter(terms -> endsSoon(terms, now))
                        .isPresent();
            default -> true;
        };
    }

    private boolean endsSoon(LicenseTerms terms, Instant now) {
        return Duration.between(now, terms.validUntil()).compareTo(limits.noticeBefore(terms)) < 0;
    }

    private static EventDraft check(JudgedLicense license, Instant now) {
        return EventDraft.of(
                        EventType.EXPIRY_CHECK,
                        now,
                        Payloads.members(
                                "state", license.state().word(),
                                "code", license.judgement().code().map(RefusalCode::word),
                                "product", license.product(),
                                "validUntil", validUntil(license)))
                .aboutLicense(license.held().licenseId());
    }

    private static EventDraft warning(JudgedLicense license, Instant now) {
        return EventDraft.of(
                        EventType.WARNING,
                        now,
                        Payloads.members(
                                "kind", "license",
                                "state", license.state().word(),
                                "product", license.product(),
                                "validUntil", validUntil(license)))
                .aboutLicense(license.held().licenseId());
    }

    private static Optional<String> validUntil(JudgedLicense license) {
        return license.judgement().terms().map(LicenseTerms::validUntil).map(Payloads::time);
    }

    /** A valid license of which the site wants to be told is told of as one that ends soon. */
    private static JudgedLicense asTold(JudgedLicense license) {
        LaunchJudgement judgement = license.judgement();
        return license.state() == LicenseState.VALID
                ? new JudgedLicense(
                        license.held(),
                        license.product(),
                        new LaunchJudgement(LicenseState.EXPIRING, judgement.evidence(), judgement.terms()),
                        license.signature(),
                        license.seat())
                : license;
    }

    private Notice notice(JudgedLicense license, Instant now) {
        LicenseAnswer.Checked checked = LicenseAnswer.Checked.of(asTold(license), now);
        boolean refused = license.state().grade() == Grade.REFUSED;
        return new Notice(
                LogEvent.LICENSE_NOTICE,
                refused ? Notice.Urgency.NOW : Notice.Urgency.SOON,
                sentences.what(checked),
                sentences.whatToDo(checked),
                Evidence.of("state", license.state().word())
                        .and("license", license.held().licenseId()));
    }
}
