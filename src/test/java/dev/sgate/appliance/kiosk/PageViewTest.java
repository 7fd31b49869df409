package dev.sgate.appliance.kiosk;

import static dev.sgate.appliance.kiosk.Sticks.ended;
import static dev.sgate.appliance.kiosk.Sticks.refused;
import static dev.sgate.appliance.kiosk.Sticks.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.kiosk.Sight.Ending;
import dev.sgate.appliance.kiosk.Sight.Phase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.FileOutcome;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.Outcome;
import dev.sgate.station.UnreadableStick;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page says, in both languages. It is one thing: one view, which is shown one state after the other. */
class PageViewTest {
    private static final Duration NOW = Duration.ofHours(1);
    private static final Sha256 UPDATE = Sha256.of(new byte[] {1});
    private static final String TOKEN = "7".repeat(32);
    private static final LicenseConfirming.Waiting WAITING = new LicenseConfirming.Waiting(
            new UUID(1, 2), 3, "lantern", "Lighthouse <&> Co", "gold", Instant.parse("2027-06-30T12:00:00Z"), 5, 2);

    private final PageView english = new PageView(PageTexts.in("en", ZoneOffset.UTC), TOKEN);
    private final PageView german = new PageView(PageTexts.in("de", ZoneOffset.UTC), TOKEN);

    private static KioskState after(Sight... sights) {
        KioskState state = KioskState.EMPTY;
        for (Sight sight : sights) {
            state = state.with(state.board().after(sight, NOW));
        }
        return state;
    }

    private static Shown show(PageView view, KioskState state) {
        return view.show(state.scene(NOW), state);
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(texts("de").stringPropertyNames())
                .isEqualTo(texts("en").stringPropertyNames())
                .hasSizeGreaterThan(80);
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = PageView.class.getResourceAsStream("kiosk_" + language + ".properties")) {
            texts.load(Objects.requireNonNull(in));
        }
        return texts;
    }

    private static List<KioskState> states() {
        List<KioskState> states = new ArrayList<>(List.of(
                KioskState.EMPTY,
                KioskState.EMPTY.wishing(true),
                after(new Sight.Arrived(stick(1))),
                after(new Sight.Counted(stick(1), 3)),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("ntfs", false))),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("", false))),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("apfs", false))),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("BitLocker", false))),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("iso9660", false))),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("minix", false))),
                after(new Sight.Unreadable(stick(1), new UnreadableStick("ext4", true))),
                after(new Sight.Copied(stick(1), "a", 5, 10_000_000)),
                after(new Sight.Returning(stick(1))),
                after(new Sight.Installing(stick(1), Phase.PROBING, "lamp", "2.0.0"), new Sight.Left(stick(1).key()))));
        for (Phase phase : Phase.values()) {
            states.add(after(new Sight.Installing(stick(1), phase, "lamp", "2.0.0")));
        }
        for (Ending ending : Ending.values()) {
            states.add(after(ended(stick(1), ending)));
            states.add(after(ended(stick(1), ending, Sticks.LICENSE)));
            states.add(after(ended(stick(1), ending, Sticks.LICENSE, Sticks.RELEASE)));
            states.add(after(ended(stick(1), ending, Sticks.RELEASE), new Sight.Left("key-1")));
            states.add(after(ended(stick(1), ending, Sticks.WAITS)));
            states.add(after(ended(stick(1), ending, Sticks.WAITS_FOR_PERSON)));
            states.add(after(ended(stick(1), ending, Sticks.TRUST)));
            states.add(after(ended(stick(1), ending, Sticks.KNOWN)));
            states.add(after(ended(stick(1), ending, Sticks.ROLLED_BACK)));
            states.add(after(ended(stick(1), ending, Sticks.LICENSE, refused(RefusalCode.TRUNCATED))));
        }
        for (ButtonAnswer.Said said : ButtonAnswer.Said.values()) {
            boolean refusedToo = said == ButtonAnswer.Said.WITHOUT_SEAT || said == ButtonAnswer.Said.DECLINED;
            Optional<Refusal> why = refusedToo ? Optional.of(Refusal.of(RefusalCode.POOL_EXHAUSTED)) : Optional.empty();
            states.add(KioskState.EMPTY.with(Optional.of(new ButtonAnswer(said, "lantern", why))));
        }
        return states;
    }

    @Test
    void eachStateHasItsSentenceInBothLanguages() {
        for (KioskState state : states()) {
            String en = show(english, state).part("say");
            String de = show(german, state).part("say");
            assertThat(en).as(state.toString()).startsWith("<h1>").doesNotContain("{", "''", "<h1></h1>");
            assertThat(de)
                    .as(state.toString())
                    .startsWith("<h1>")
                    .doesNotContain("{", "''", "<h1></h1>")
                    .isNotEqualTo(en);
            assertThat(show(english, state).part("sign")).startsWith("<svg").endsWith("</svg>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ntfs, formatted as NTFS.",
        "ext3, formatted as ext3.",
        "btrfs, formatted as Btrfs.",
        "hfsplus, formatted for macOS.",
        "apfs, formatted for macOS.",
        "crypto_LUKS, It is encrypted.",
        "BitLocker, It is encrypted.",
        "iso9660, the image of a disc.",
        "nilfs2, in a way that this machine does not read.",
        "'', 'not formatted, or it is damaged.'"
    })
    void aStickOfAnotherKindIsNamedAsPeopleKnowIt(String kind, String words) {
        Shown shown = show(english, after(new Sight.Unreadable(stick(1), new UnreadableStick(kind, false))));
        assertThat(shown.part("say"))
                .contains("cannot read the stick", words, "formatted as FAT32 or exFAT")
                .doesNotContainIgnoringCase("luks", "nilfs");
        assertThat(shown.part("plug")).contains("Safe to unplug");
    }

    @Test
    void aDamagedStickIsNotSaidToBeOfAnotherKind() {
        Shown shown = show(english, after(new Sight.Unreadable(stick(1), new UnreadableStick("ext4", true))));
        assertThat(shown.part("say"))
                .contains("Its file system is damaged, or this machine has no driver for it.")
                .doesNotContain("ext4", "Nothing on it");
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void eachRefusalSaysWhyAndWhatToDoAndThatTheStickMayGo(RefusalCode code) {
        Shown shown = show(english, after(ended(stick(1), Ending.SAFE, refused(code))));
        assertThat(shown.part("plug")).contains("Safe to unplug");
        assertThat(shown.part("more")).contains("Code " + code.word());
        assertThat(shown.part("say")).contains("<h1>");
    }

    @Test
    void safeToUnplugIsSaidInNoOtherStateThanThat() {
        for (KioskState state : states()) {
            Shown shown = show(english, state);
            boolean safe = shown.part("plug").contains("Safe to unplug");
            assertThat(safe).isEqualTo(Scene.plug(state.board()) == Scene.Plug.SAFE);
            assertThat(shown.mood().contains("plug-safe")).isEqualTo(safe);
            assertThat(shown.part("say") + shown.part("progress"))
                    .as("and nowhere else")
                    .doesNotContain("Safe to unplug");
        }
    }

    @Test
    void nothingFromAStickIsHtml() {
        Stick evil = new Stick(stick(1).visit(), "<script>alert(1)</script>", "key-1", true);
        KioskState state = after(
                new Sight.Arrived(stick(2)),
                new Sight.Ended(
                        evil,
                        Ending.SAFE,
                        Optional.empty(),
                        List.of(new FileOutcome("\"><img src=x onerror=alert(1)>.sglic", Sticks.LICENSE)),
                        List.of()),
                ended(stick(2), Ending.SAFE));
        String all = PageDocument.of(show(english, state), english.texts(), TOKEN);
        assertThat(all).doesNotContain("<script>alert", "<img").contains("&lt;script&gt;");
    }

    @Test
    void theQuestionShowsEndAndDevicesAndItsButtonBringsWhatWasShown() {
        KioskState state = KioskState.EMPTY.with(
                new SiteFacts(Instant.EPOCH, List.of(), List.of(WAITING), List.of(), List.of(), Optional.empty()));
        assertThat(show(english, state).part("ask"))
                .contains("June 30, 2027", "5, of which taken: 2", "Lighthouse &lt;&amp;&gt; Co", ">Activate</button>")
                .contains("value=\"" + new UUID(1, 2) + "\"", "name=\"serial\" value=\"3\"", TOKEN);
        assertThat(show(german, state).part("ask")).contains("30. Juni 2027", ">Aktivieren</button>");
    }

    @Test
    void aQuestionThatWasAnsweredIsNotAmongWhatHappenedAnyMore() {
        Outcome asked = new Outcome.Refused("seat", Refusal.of(RefusalCode.NEEDS_CONFIRMATION));
        KioskState over = after(ended(stick(1), Ending.SAFE, Sticks.LICENSE, asked));
        assertThat(show(english, over).part("more"))
                .contains("a.sglic", "Lighthouse")
                .doesNotContain("needs-confirmation");
    }

    private static SiteFacts waiting(boolean confirmed) {
        WaitingUpdate update = new WaitingUpdate(
                "lamp",
                new SemVer("2.0.0"),
                UPDATE,
                Sha256.of(new byte[] {2}),
                new byte[0],
                "a",
                Instant.EPOCH,
                confirmed);
        return new SiteFacts(Instant.EPOCH, List.of(), List.of(), List.of(update), List.of(), Optional.empty());
    }

    /** Whoever pressed "Later" looks for the button, and waits for no restart. */
    @Test
    void whatAnUpdateWaitsForIsSaidWithItsNameAsLongAsItWaits() {
        KioskState person = after(ended(stick(1), Ending.SAFE, Sticks.LICENSE, Sticks.WAITS_FOR_PERSON))
                .postponing(Set.of(UPDATE));
        String button = "lamp 2.0.0 is installed when somebody presses the button below.";
        assertThat(show(english, person.with(waiting(false))).part("say")).contains("The license is in force.", button);
        assertThat(show(english, person.with(waiting(true))).part("say"))
                .contains("The license is in force.")
                .doesNotContain(button);
        assertThat(show(english, person).part("say")).as("installed").doesNotContain(button);
        KioskState restart = after(ended(stick(1), Ending.SAFE, Sticks.LICENSE, Sticks.WAITS));
        assertThat(show(english, restart).part("say"))
                .contains("lamp 2.0.0 is installed when the application is started the next time.");
    }

    @Test
    void whatIsInForceIsSaidFirstAlsoWhereTheStickMadeTrouble() {
        Outcome pulled = new Outcome.Refused("release", Refusal.of(RefusalCode.VOLUME_GONE));
        KioskState gone = after(ended(stick(1), Ending.GONE, Sticks.LICENSE, pulled), new Sight.Left("key-1"));
        assertThat(show(english, gone).part("say"))
                .startsWith("<h1>The license is in force.</h1>")
                .contains("The update was not installed.", "The stick was pulled out too early.", "Plug it in again")
                .doesNotContain("goes on with what it had");

        KioskState stuck = after(ended(stick(1), Ending.STUCK, Sticks.LICENSE, Sticks.RELEASE));
        assertThat(show(english, stuck).part("say"))
                .startsWith("<h1>The license is in force, and lamp 2.0.0 is installed.</h1>")
                .contains("Only the stick could not be released.", "Ask site IT before you take the stick out.")
                .doesNotContain("could not be used", "give it back");
        assertThat(show(english, stuck).part("plug")).contains("Ask site IT before you unplug");

        KioskState partly = after(ended(stick(1), Ending.STUCK, Sticks.LICENSE, refused(RefusalCode.TRUNCATED)));
        assertThat(show(english, partly).part("say"))
                .startsWith("<h1>The license is in force.</h1>")
                .contains("Ask site IT before you take the stick out.")
                .doesNotContain("plug it in here again");
    }

    /** Who holds it in the hand by then has not read the sentence before. */
    @Test
    void aStickThatCarriesTheJournalIsToBeGivenBackAlsoOnceItIsOut() {
        KioskState out = after(ended(stick(1), Ending.SAFE, Sticks.LICENSE), new Sight.Left("key-1"));
        assertThat(show(english, out).part("say"))
                .contains("The stick is out. Give it back: it carries the receipt and the journal.");
        assertThat(show(german, out).part("say")).contains("Der Stick ist abgezogen. Geben Sie ihn zurück");
    }

    /** The vendor's files may lie in a folder of it: who threw it away would throw away the right one. */
    @Test
    void aStickWithNothingForThisMachineIsNotSaidToBeDoneWith() {
        Sight over = new Sight.Ended(stick(1), Ending.SAFE, Optional.empty(), List.of(), List.of());
        KioskState out = after(over, new Sight.Left("key-1"));
        assertThat(show(english, after(over)).part("say"))
                .contains("Take the stick out. If it is the vendor")
                .doesNotContain("not needed any more");
        assertThat(show(english, out).part("say"))
                .contains("copy the files to its top and plug it in again.")
                .doesNotContain("nothing more to do", "Take the stick out");
        assertThat(show(german, out).part("say"))
                .contains("Kommt er vom Hersteller")
                .doesNotContain("nichts mehr zu");
    }

    /** Whoever gave it back would leave the other machine with nothing. */
    @ParameterizedTest
    @EnumSource(
            value = RefusalCode.class,
            names = {"WRONG_APPLIANCE", "WRONG_PRODUCT"})
    void aStickForAnotherMachineGoesThereFirst(RefusalCode code) {
        for (List<Outcome> outcomes : List.of(List.of(refused(code)), List.of(Sticks.LICENSE, refused(code)))) {
            Sight.Ended over = ended(stick(1), Ending.SAFE, outcomes.toArray(Outcome[]::new));
            KioskState out = after(over, new Sight.Left("key-1"));
            assertThat(show(english, after(over)).part("say"))
                    .contains("Take the stick out. A file on it is for another machine: take it there")
                    .doesNotContain("it carries the receipt");
            assertThat(show(german, after(over)).part("say"))
                    .contains("Eine Datei ist für ein anderes Gerät: Bringen Sie ihn dorthin")
                    .doesNotContain("Er trägt die Quittung");
            assertThat(show(english, out).part("say"))
                    .contains("The stick is out. A file on it is for another machine")
                    .doesNotContain("nothing more to do");
        }
    }

    /** Two buttons of one look would be two answers to one question. */
    @Test
    void onlyTheAnswersToTheQuestionStandOut() {
        WaitingUpdate update = waiting(false).updates().getFirst();
        KioskState both = KioskState.EMPTY.with(new SiteFacts(
                Instant.EPOCH, List.of(), List.of(WAITING), List.of(update), List.of(), Optional.empty()));
        assertThat(show(english, both).part("ask")).contains("<button class=\"yes\">Activate</button>");
        assertThat(show(english, both).part("more")).contains("<button class=\"quiet\">Install now</button>");
        KioskState one = KioskState.EMPTY.with(waiting(false));
        assertThat(show(english, one).part("ask"))
                .contains("<button class=\"yes\">Install now</button>", "<button class=\"no\">Later</button>");
    }

    @Test
    void theJournalButtonIsThereUnlessAVisitGoesOn() {
        assertThat(show(english, KioskState.EMPTY).part("more")).contains("action=\"/kiosk/export\"");
        assertThat(show(english, after(new Sight.Arrived(stick(1)))).part("more"))
                .doesNotContain("/kiosk/export");
    }

    @Test
    void twoSticksAreNamed() {
        Shown shown = show(english, after(new Sight.Arrived(stick(1)), ended(stick(2), Ending.SAFE)));
        assertThat(shown.part("more")).contains("stick-1: leave it in", "stick-2: safe to unplug");
        assertThat(shown.part("plug")).contains("Leave the stick in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.css", "page.js"})
    void nothingIsFetchedFromElsewhere(String name) throws IOException {
        try (InputStream in = PageView.class.getResourceAsStream(name)) {
            assertThat(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("http:", "https:", "url(", "@import", "//cdn");
        }
    }

    @Test
    void thePageIsLightAndWholeWithoutAProgram() {
        KioskState state = after(ended(stick(1), Ending.SAFE, Sticks.LICENSE));
        String page = PageDocument.of(show(english, state), english.texts(), TOKEN);
        assertThat(page)
                .contains("<noscript><meta http-equiv=\"refresh\"", "Safe to unplug", "aria-live=\"polite\"")
                .doesNotContain("http:", "https:", " style=", "onclick")
                .hasSizeLessThan(8_000);
    }

    @Test
    void theSameInAFewLinesForAConsole() {
        KioskState state = after(ended(stick(1), Ending.SAFE, refused(RefusalCode.BAD_SIGNATURE)));
        assertThat(english.announce(state.scene(NOW), state).lines())
                .hasSize(4)
                .startsWith("Not accepted.")
                .endsWith("Safe to unplug");
    }
}
