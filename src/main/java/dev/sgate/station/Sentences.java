package dev.sgate.station;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;

/**
 * One sentence for what happened and one for what to do, for each refusal code and each outcome, in the site's language: the same on
 * the receipt, on the command line and in the log. Immutable.
 */
public final class Sentences {
    private static final List<String> LANGUAGES = List.of("en", "de");

    private final ResourceBundle texts;
    private final Locale locale;

    private Sentences(ResourceBundle texts, Locale locale) {
        this.texts = texts;
        this.locale = locale;
    }

    /** The sentences in this language, e.g. {@code de} or {@code de-AT}; English where it has none. */
    public static Sentences in(String language) {
        String wanted = Locale.forLanguageTag(language).getLanguage();
        Locale locale = Locale.of(LANGUAGES.contains(wanted) ? wanted : "en");
        return new Sentences(
                ResourceBundle.getBundle(
                        "dev.sgate.station.messages",
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
                locale);
    }

    public Locale locale() {
        return locale;
    }

    /** What this code means. */
    public String what(RefusalCode code) {
        return text("code." + code.word() + ".what");
    }

    /** What a person does about it. */
    public String whatToDo(RefusalCode code) {
        return text("code." + code.word() + ".todo");
    }

    /** What a check found, for the person who asked. */
    public String what(LicenseAnswer.Checked check) {
        return text(key(check) + ".what", check.product().orElseGet(() -> text("product.none")), until(check));
    }

    /** What a person does about it. */
    public String whatToDo(LicenseAnswer.Checked check) {
        return text(key(check) + ".todo");
    }

    private static String key(LicenseAnswer.Checked check) {
        return check.cause()
                .map(cause -> "cause." + cause.word())
                .orElseGet(() -> "state." + check.state().word());
    }

    /** How a license that is held stands, as a check would say it. {@code time} writes a point in time. */
    public String what(JudgedLicense license, Function<Instant, String> time) {
        String until = license.judgement()
                .terms()
                .map(terms -> time.apply(terms.validUntil()))
                .orElse("-");
        return text(key(license) + ".what", license.product().orElseGet(() -> text("product.none")), until);
    }

    /** What a person does about it. */
    public String whatToDo(JudgedLicense license) {
        return text(key(license) + ".todo");
    }

    private static String key(JudgedLicense license) {
        return key(LicenseAnswer.Checked.of(license, Instant.EPOCH));
    }

    private static String until(LicenseAnswer.Checked check) {
        return check.judgement()
                .terms()
                .map(terms -> Payloads.time(terms.validUntil()))
                .orElse("-");
    }

    /** What happened; for a refusal first what that means for the site, then why. {@code time} writes a point in time. */
    public String what(Outcome outcome, Function<Instant, String> time) {
        return switch (outcome) {
            case Outcome.LicenseApplied license ->
                text(
                        "outcome.license-applied.what",
                        license.product(),
                        license.customer(),
                        time.apply(license.validUntil()),
                        String.valueOf(license.seatsTaken()),
                        String.valueOf(license.seats()));
            case Outcome.TrustApplied trust ->
                text(
                        "outcome.trust-applied.what",
                        String.valueOf(trust.version()),
                        String.valueOf(trust.before()),
                        time.apply(trust.expires()));
            case Outcome.ReleaseApplied release ->
                version(
                        "outcome.release-installed.what",
                        "outcome.release-updated.what",
                        release.appName(),
                        release.version(),
                        release.before());
            case Outcome.ReleaseRolledBack back ->
                version(
                        "outcome.rolled-back-to-nothing.what",
                        "outcome.rolled-back.what",
                        back.appName(),
                        back.version(),
                        back.kept());
            case Outcome.ReleaseWaits waits ->
                text(waitsKey(waits) + ".what", waits.appName(), waits.version().written());
            case Outcome.AlreadyApplied already -> text("outcome.already." + already.subject() + ".what");
            case Outcome.Refused refused ->
                isSeat(refused)
                        ? text(seatKey(refused) + ".what")
                        : text("outcome.refused." + refused.subject()) + " "
                                + what(refused.refusal().code());
        };
    }

    private static String waitsKey(Outcome.ReleaseWaits waits) {
        return waits.forPerson() ? "outcome.waits-for-person" : "outcome.waits-for-restart";
    }

    private static boolean isSeat(Outcome.Refused refused) {
        return refused.subject().equals("seat");
    }

    private static String seatKey(Outcome.Refused refused) {
        if (refused.asksPerson()) {
            return "outcome.seat-waits";
        }
        boolean heldBack = refused.refusal().evidence().facts().containsKey("journal");
        return heldBack ? "outcome.seat-held-back" : "outcome.seat";
    }

    private String version(String alone, String withOther, String app, SemVer version, Optional<SemVer> other) {
        return other.map(second -> text(withOther, app, version.written(), second.written()))
                .orElseGet(() -> text(alone, app, version.written()));
    }

    /** What a person does now. */
    public String whatToDo(Outcome outcome) {
        return switch (outcome) {
            case Outcome.LicenseApplied license -> text("outcome.license-applied.todo");
            case Outcome.TrustApplied trust -> text("outcome.trust-applied.todo");
            case Outcome.ReleaseApplied release -> text("outcome.release-installed.todo");
            case Outcome.ReleaseRolledBack back ->
                text(back.kept().isPresent() ? "outcome.rolled-back.todo" : "outcome.rolled-back-to-nothing.todo");
            case Outcome.ReleaseWaits waits -> text(waitsKey(waits) + ".todo");
            case Outcome.AlreadyApplied already -> text("outcome.already.todo");
            case Outcome.Refused refused ->
                isSeat(refused)
                        ? text(seatKey(refused) + ".todo")
                        : whatToDo(refused.refusal().code());
        };
    }

    /** The text with this key, its places filled in. */
    String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), locale).format(values);
    }
}
