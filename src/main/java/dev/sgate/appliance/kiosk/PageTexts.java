package dev.sgate.appliance.kiosk;

import dev.sgate.station.Sentences;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The page's texts in one language, and the sentences that page and receipt share. Immutable. */
public final class PageTexts {
    /** The languages there are. */
    static final List<String> LANGUAGES = List.of("en", "de");

    private final ResourceBundle texts;
    private final Sentences sentences;
    private final ZoneId zone;

    private PageTexts(ResourceBundle texts, Sentences sentences, ZoneId zone) {
        this.texts = texts;
        this.sentences = sentences;
        this.zone = zone;
    }

    /** English where the language is not known. */
    public static PageTexts in(String language, ZoneId zone) {
        Sentences sentences = Sentences.in(language);
        ResourceBundle texts = ResourceBundle.getBundle(
                "dev.sgate.appliance.kiosk.kiosk",
                sentences.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new PageTexts(texts, sentences, zone);
    }

    String language() {
        return sentences.locale().getLanguage();
    }

    /** The other one. */
    String otherLanguage() {
        return LANGUAGES.stream()
                .filter(language -> !language.equals(language()))
                .findFirst()
                .orElseThrow();
    }

    Sentences sentences() {
        return sentences;
    }

    String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), sentences.locale()).format(values);
    }

    /** As it stands, for a program that fills it in. */
    String raw(String key) {
        return texts.getString(key);
    }

    /** The day, for whoever plans by it. */
    String day(Instant time) {
        return written(time, DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG));
    }

    /** Day and time of day. */
    String moment(Instant time) {
        return written(time, DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT));
    }

    /** With plain spaces: some languages put special ones between time and AM or PM. */
    private String written(Instant time, DateTimeFormatter form) {
        Locale locale = sentences.locale();
        return form.withLocale(locale).withZone(zone).format(time).replaceAll("\\p{Z}", " ");
    }

    /** 1.4 MB and the like. */
    String size(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(sentences.locale(), "%d kB", Math.max(1, bytes / 1000));
        }
        return String.format(sentences.locale(), "%.1f MB", bytes / 1e6);
    }
}
