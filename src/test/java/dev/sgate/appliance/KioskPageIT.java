package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.appliance.http.NoticePage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser beside a real appliance, while sticks come and go. Each state that is reached is measured: contrast,
 * sizes, names for a screen reader. Pictures are taken on the installed one: {@code appliance-image/test all --only page --pictures}.
 * It is one thing: one browser, and one measure for every state.
 */
class KioskPageIT extends ApplianceUnderTest {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    /** Of the smallest text and its background (WCAG AA: 4.5). */
    private static final double CONTRAST = 4.5;

    /** Of the window's height: from two metres, a letter of a small screen of 20 cm is then 1.2 cm high. */
    private static final double SENTENCE = 0.06;

    private static Chromium page;

    @BeforeAll
    static void browser(@TempDir Path profile) throws Exception {
        page = new Chromium(profile);
        page.size(WIDTH, HEIGHT);
    }

    @AfterAll
    static void closeBrowser() {
        page.close();
    }

    @BeforeEach
    void withScripts() {
        page.scripts(true);
    }

    private void open() throws IOException {
        site.start();
        page.open(site.root() + "/");
    }

    /** Waits until the page says this, and measures it. */
    private void sees(String sentence) {
        page.awaitText("say", sentence);
        page.awaitWhole();
        measure(sentence);
    }

    private static void measure(String state) {
        for (JsonNode text : page.eval(PageMeasure.TEXTS)) {
            assertThat(text.path("contrast").asDouble()).as(state + ": " + text).isGreaterThanOrEqualTo(CONTRAST);
            assertThat(text.path("size").asDouble()).as(state + ": " + text).isGreaterThanOrEqualTo(18);
        }
        JsonNode whole = page.eval(PageMeasure.WHOLE);
        assertThat(whole.path("headings").asInt()).as(state).isEqualTo(1);
        assertThat(whole.path("sentence").asDouble()).as(state).isGreaterThanOrEqualTo(SENTENCE * HEIGHT);
        assertThat(whole.path("button").asDouble()).as(state).isGreaterThanOrEqualTo(48);
        assertThat(whole.path("overflow").asInt())
                .as(state + ": nothing is beyond the edge")
                .isZero();
        assertThat(whole.path("foreign").asInt())
                .as(state + ": nothing from elsewhere")
                .isZero();
        assertThat(page.accessible())
                .as("a name for each button and link")
                .noneMatch(node -> node.equals("button: ") || node.equals("link: "));
    }

    @Test
    void aVisitFromPlugToUnplug() throws Exception {
        open();
        sees("Plug in the stick.");
        assertThat(page.text("plug")).isEmpty();
        page.eval(PageMeasure.NOTE_EACH_PLUG);
        Path big = update("1.0.0", RUNS_ON + "#".repeat(60_000_000), "--health-alive", 3);
        plugIn("one", licenseWith(big));
        sees("lantern 1.0.0 is being tried out.");
        assertThat(page.text("plug")).contains("Leave the stick in");
        assertThat(page.eval("document.querySelector('[aria-current=step]').innerText")
                        .asText())
                .contains("Install");

        sees("The license is in force, and lantern 1.0.0 is installed.");
        assertThat(page.text("plug")).contains("Safe to unplug");
        assertThat(page.accessible()).contains("StaticText: Safe to unplug");
        assertThat(page.eval("window.plugs.join('|')").asText())
                .as("never said too early, and never taken back")
                .isEqualTo("Leave the stick in|Safe to unplug");
        page.awaitText("more", "lantern 1.0.0 runs.");
        Awaitility.await()
                .untilAsserted(() -> assertThat(banner())
                        .startsWith("The license is in force, and lantern 1.0.0 is installed.")
                        .endsWith("Safe to unplug\n"));
        unplug("one");
        page.awaitText("say", "installed");
        Awaitility.await().untilAsserted(() -> assertThat(page.text("plug")).isEmpty());
        site.stop();
        assertThat(banner()).startsWith("The machine does not look at sticks now.");
    }

    /** What the first console shows. */
    private String banner() throws IOException {
        return Files.readString(state.resolve("banner.txt"));
    }

    @Test
    void whatIsNotAcceptedSaysWhyAndWhatToDo() throws Exception {
        open();
        Path good = license();
        Path bad = tampered(good);
        plugIn("one", bad);
        page.awaitText("say", "Not accepted.");
        page.awaitText("plug", "Safe to unplug");
        sees("Not accepted.");
        assertThat(page.text("more")).contains("tampered.sglic", "What to do:", "Code bad-signature");
        unplug("one");
        Path cut = Files.write(folder.resolve("cut.sgupd"), new byte[] {'{', '"'});
        plugIn("two", good, cut);
        sees("Not everything was accepted.");
        assertThat(page.text("more")).contains("is in force until", "cut.sgupd");
        unplug("two");
        plugIn("three", good);
        sees("Nothing new on this stick.");
        unplug("three");
        plugIn("four", Files.writeString(folder.resolve("holiday.txt"), "sun"));
        sees("There is nothing for this machine on the stick.");
        assertThat(names(folder.resolve("media/four"))).containsExactly("holiday.txt");
    }

    @Test
    void manyFilesAndTooManyFiles() throws Exception {
        open();
        site.plugInWhole("many", many());
        page.awaitText("say", "Not accepted.");
        unplug("many");
        Path untidy = Files.createDirectory(folder.resolve("untidy"));
        for (int file = 0; file < 10_001; file++) {
            Files.createFile(untidy.resolve(file + ".txt"));
        }
        site.plugInWhole("untidy", untidy);
        sees("The stick could not be used.");
        assertThat(page.text("say")).contains("too many files");
        assertThat(page.text("plug")).contains("Safe to unplug");
    }

    /** Files that take a moment to look at. */
    private Path many() throws IOException {
        Path stick = Files.createDirectory(folder.resolve("made"));
        for (int file = 0; file < 90; file++) {
            Files.writeString(stick.resolve("file-" + file + ".sglic"), "{}");
        }
        return stick;
    }

    @Test
    void aPersonActivatesWithTheKeyboardAlone() throws Exception {
        open();
        plugIn("one", license("--confirm"));
        page.awaitText("plug", "Safe to unplug");
        sees("May this license be activated?");
        assertThat(page.text("ask")).contains("Devices", "5, of which taken: 0", "Valid until", "Example Ltd");
        assertThat(site.ask("check").status()).isEqualTo(4);

        page.press("Tab", 9);
        assertThat(page.eval("document.activeElement.innerText").asText()).isEqualTo("Activate");
        assertThat(page.eval("getComputedStyle(document.activeElement).outlineStyle")
                        .asText())
                .as("who stands on a button sees it")
                .isEqualTo("solid");
        page.press("Enter", 13);
        sees("The license is activated.");
        assertThat(site.ask("check").out()).startsWith("valid");
        assertThat(page.text("more")).contains("is in force until");
    }

    @Test
    void anUpdateWaitsForAYesNowOrLater() throws Exception {
        site.set("install.when = confirm");
        open();
        plugIn("one", licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 1)));
        page.awaitText("plug", "Safe to unplug");
        sees("Install lantern 1.0.0 now?");
        click("#ask button.no");
        page.awaitText("say", "lantern 1.0.0 is installed when somebody presses the button below.");
        assertThat(page.text("more")).contains("An update waits: lantern 1.0.0.");
        assertThat(status().at("/applications").isEmpty()).isTrue();
        click("#more [action=\"/kiosk/install\"] button");
        page.awaitText("say", "lantern 1.0.0 is installed and runs.");
        page.awaitText("more", "lantern 1.0.0 runs.");
        assertThat(page.eval("document.querySelectorAll('#ask button').length").asInt())
                .isZero();
    }

    private static void click(String selector) {
        page.eval("document.querySelector('" + selector + "').click()");
        Awaitility.await().until(() -> page.eval("document.readyState").asText().equals("complete"));
    }

    @Test
    void theJournalGoesOnAnyStickThatSomebodyAskedFor() throws Exception {
        open();
        click("#more .export button");
        sees("Plug in the stick for the journal.");
        plugIn("one", Files.writeString(folder.resolve("holiday.txt"), "sun"));
        sees("The journal is on the stick.");
        page.awaitText("plug", "Safe to unplug");
        assertThat(names(folder.resolve("media/one"))).anyMatch(name -> name.endsWith(".sgsync"));
        unplug("one");

        plugIn("two", Files.writeString(folder.resolve("holiday.txt"), "sun"));
        page.awaitText("say", "There is nothing for this machine on the stick.");
        assertThat(names(folder.resolve("media/two")))
                .as("one stick for one press")
                .hasSize(1);
        click("#more .export button");
        page.awaitText("say", "The journal is on the stick.");
        assertThat(names(folder.resolve("media/two"))).anyMatch(name -> name.endsWith(".sgsync"));
    }

    @Test
    void aRestartOfTheApplianceIsSurvivedAndSaid() throws Exception {
        open();
        plugIn("one", license());
        page.awaitText("plug", "Safe to unplug");
        String run = page.eval("document.body.getAttribute('data-run')").asText();
        site.daemon().kill();
        page.awaitText("lost", "No contact with the machine since");
        sees("The license is in force.");
        assertThat(page.text("plug")).as("what was true stays").contains("Safe to unplug");

        site.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(page.eval("document.body.getAttribute('data-run')")
                                .asText())
                        .isNotEqualTo(run));
        page.awaitText("say", "Nothing new on this stick.");
        assertThat(page.text("lost")).isEmpty();
    }

    /** The kiosk's browser stays open while the service is started anew with a wrong setting, and again with a right one. */
    @Test
    void anOpenPageGivesWayToTheNoticeAndComesBack() throws Exception {
        open();
        page.awaitText("say", "Plug in the stick.");
        site.stop();
        InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port());
        try (NoticePage notice = NoticePage.open(there, "cannot work: install.when", "type `sgate doctor`")) {
            awaitBody("SGate cannot work");
            awaitBody("Bitte rufen Sie die IT");
            awaitBody("type sgate doctor");
            assertThat(notice.address()).isEqualTo(there);
        }
        site.start();
        sees("Plug in the stick.");
    }

    private static void awaitBody(String text) {
        Awaitility.await(text)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> page.eval("document.body.innerText").asText().contains(text));
    }

    @Test
    void aLicenseThatEndsSoonIsNoticedWithoutALog() throws Exception {
        open();
        Instant soon = Instant.now().plus(Duration.ofDays(5)).truncatedTo(ChronoUnit.SECONDS);
        plugIn("one", license("--valid-until", soon.toString()));
        page.awaitText("plug", "Safe to unplug");
        page.awaitText("more", "Attention: The license for lantern ends soon");
        sees("The license is in force.");
    }

    @Test
    void withoutAProgramThePageLoadsItselfAnew() throws Exception {
        site.start();
        page.scripts(false);
        page.open(site.root() + "/");
        page.awaitText("say", "Plug in the stick.");
        plugIn("one", license());
        page.awaitText("plug", "Safe to unplug");
        assertThat(page.text("say")).contains("The license is in force.");
    }

    @Test
    void theSiteSpeaksGermanAndAPersonMayChoose() throws Exception {
        site.set("language = de");
        open();
        plugIn("one", license());
        page.awaitText("plug", "Stick kann abgezogen werden");
        sees("Die Lizenz gilt.");
        assertThat(page.eval("document.documentElement.lang").asText()).isEqualTo("de");
        click("nav a");
        page.awaitText("say", "The license is in force.");
    }
}
