package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that people read. */
class SentencesTest {
    private static final List<String> SUBJECTS = List.of("license", "release", "seat", "trust", "file", "volume");

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void eachCodeSaysWhatItMeansAndWhatToDoInEachLanguage(RefusalCode code) {
        for (String language : List.of("en", "de")) {
            Sentences sentences = Sentences.in(language);
            assertThat(sentences.what(code)).endsWith(".").doesNotContain("{", "''");
            assertThat(sentences.whatToDo(code)).endsWith(".").doesNotContain("{", "''");
        }
        assertThat(Sentences.in("de").what(code))
                .isNotEqualTo(Sentences.in("en").what(code));
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws Exception {
        assertThat(texts("de").stringPropertyNames())
                .isEqualTo(texts("en").stringPropertyNames())
                .hasSizeGreaterThan(2 * RefusalCode.values().length);
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Sentences.class.getResourceAsStream("messages_" + language + ".properties")) {
            texts.load(Objects.requireNonNull(in));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "de-AT", "fr", "", "not a language"})
    void eachOutcomeHasItsSentencesAndUnknownLanguagesAreEnglish(String language) {
        Sentences sentences = Sentences.in(language);
        outcomes().forEach(outcome -> {
            assertThat(sentences.what(outcome, Instant::toString)).isNotBlank().doesNotContain("{");
            assertThat(sentences.whatToDo(outcome)).isNotBlank().doesNotContain("{");
        });
        assertThat(sentences.locale().getLanguage()).isEqualTo(language.startsWith("de") ? "de" : "en");
    }

    private static List<Outcome> outcomes() {
        Refusal refusal = Refusal.of(RefusalCode.HEALTH_CHECK_FAILED, "exitCode", 3);
        SemVer version = new SemVer("2.0.0");
        List<Outcome> outcomes = new ArrayList<>(List.of(
                new Outcome.LicenseApplied("lantern", "Lighthouse", Instant.EPOCH, 2_000, 1, new UUID(0, 7)),
                new Outcome.TrustApplied(3, 2, Instant.EPOCH),
                new Outcome.ReleaseApplied("lamp", version, Optional.empty()),
                new Outcome.ReleaseWaits("lamp", version, true),
                new Outcome.ReleaseWaits("lamp", version, false),
                new Outcome.ReleaseApplied("lamp", version, Optional.of(version)),
                new Outcome.ReleaseRolledBack("lamp", version, Optional.empty(), refusal),
                new Outcome.ReleaseRolledBack("lamp", version, Optional.of(version), refusal)));
        for (String subject : List.of("license", "release", "trust", "file")) {
            outcomes.add(new Outcome.AlreadyApplied(subject));
        }
        SUBJECTS.forEach(subject -> outcomes.add(new Outcome.Refused(subject, refusal)));
        return outcomes;
    }

    private static Receipt receipt(List<FileOutcome> outcomes, List<String> journal) {
        return new Receipt(
                UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a"),
                Fingerprint.ofMachineId("m"),
                new VisitId(UUID.fromString("019c0000-0000-7000-8000-000000000001")),
                Instant.parse("2026-07-01T10:00:00Z"),
                outcomes,
                List.of(new Receipt.InUse("lamp", new SemVer("2.0.0"))),
                journal,
                Optional.empty());
    }

    @Test
    void theTextHasWindowsLineEndsAndBothTimes() {
        String text = new String(
                ReceiptText.render(
                        receipt(List.of(), List.of("journal-20260701.sgsync")),
                        Sentences.in("de"),
                        ZoneId.of("Europe/Berlin")),
                StandardCharsets.UTF_8);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(text)
                .contains("12:00:00", "UTC 2026-07-01T10:00:00Z", "Europe/Berlin", "Gerät", "zurück")
                .contains("lamp, Version 2.0.0");
    }

    @Test
    void theStickGoesBackWithTheJournalUnlessItIsToBePluggedInAgain() {
        FileOutcome failed =
                new FileOutcome("a.sgupd", new Outcome.Refused("release", Refusal.of(RefusalCode.NO_SPACE)));
        FileOutcome refused =
                new FileOutcome("a.sgupd", new Outcome.Refused("release", Refusal.of(RefusalCode.BAD_SIGNATURE)));
        assertThat(receipt(List.of(failed), List.of("j")).stick()).isEqualTo(Receipt.StickAdvice.TRY_AGAIN);
        assertThat(receipt(List.of(refused), List.of("j")).stick()).isEqualTo(Receipt.StickAdvice.RETURN);
        assertThat(receipt(List.of(refused), List.of()).stick()).isEqualTo(Receipt.StickAdvice.KEEP);
    }

    @ParameterizedTest
    @EnumSource(
            value = RefusalCode.class,
            names = {"WRONG_APPLIANCE", "WRONG_PRODUCT"})
    void theStickGoesToTheApplianceThatAFileIsForBeforeItGoesBack(RefusalCode code) {
        FileOutcome foreign = new FileOutcome("a.sglic", new Outcome.Refused("license", Refusal.of(code)));
        FileOutcome failed =
                new FileOutcome("a.sgupd", new Outcome.Refused("release", Refusal.of(RefusalCode.NO_SPACE)));
        Receipt receipt = receipt(List.of(foreign), List.of("j"));
        assertThat(receipt.stick()).isEqualTo(Receipt.StickAdvice.PASS_ON);
        assertThat(receipt(List.of(foreign, failed), List.of("j")).stick()).isEqualTo(Receipt.StickAdvice.TRY_AGAIN);
        assertThat(text(receipt, "en")).contains("Please take it there").doesNotContain("Please give this stick back");
        assertThat(text(receipt, "de")).contains("Bringen Sie ihn bitte dorthin");
    }

    private static String text(Receipt receipt, String language) {
        return new String(
                ReceiptText.render(receipt, Sentences.in(language), ZoneId.of("UTC")), StandardCharsets.UTF_8);
    }
}
