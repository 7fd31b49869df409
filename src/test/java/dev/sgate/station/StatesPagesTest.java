package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.appliance.local.LocalQuestions;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.host.PersonalKeyFile;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.station.leasing.SiteLeaseKeys;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.TestLedgers;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Brings a ledger in SQLite into each state of BEHAVIOUR 2, asks it what {@code sgate check} and {@code sgate status} ask, and compares
 * the answers with the files in {@code docs/states}. With {@code -Dsgate.states.write=true} it writes them. It is one thing: a
 * table with a story for each page.
 */
class StatesPagesTest {
    private static final Path PAGES = Path.of("docs", "states");
    private static final boolean WRITE = Boolean.getBoolean("sgate.states.write");

    @TempDir
    Path folder;

    /** What happened on the site. */
    @FunctionalInterface
    private interface Story {
        void happen(Site site) throws Exception;
    }

    /** An appliance with a ledger on the disk, and a clock of its own. */
    private static final class Site implements AutoCloseable {
        final Path state;
        final SqliteLedger sqlite;
        final TestSite site;
        final VisitDriver driver;

        Site(Path state) throws IOException {
            this.state = Files.createDirectories(state);
            this.sqlite = TestLedgers.open(state);
            this.site = new TestSite(sqlite);
            this.driver = new VisitDriver(site);
        }

        void plugIn(Object... namesAndValues) throws Exception {
            driver.plugIn(stick().license(set("crl", list(7)).andThen(set(namesAndValues)))
                    .plugged());
        }

        Map<String, Object> list(int number, String... revoked) {
            return Samples.members("number", number, "issuedAt", Payloads.time(site.now), "revoked", List.of(revoked));
        }

        Answer ask(boolean json) {
            LocalQuestions questions = new LocalQuestions(
                    new LicenseChecks(
                            site.ledger, site.trust, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT),
                    new LicenseConfirming(
                            site.ledger, site.trust, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT),
                    new SiteSeats(site.ledger, site.trust, site.device, site.time),
                    new SiteReleases(site.ledger, site.trust, site.releases, site.turn, site.time),
                    new SiteUpdates(site.ledger),
                    new SiteLeaseKeys(
                            new LeaseKeyFiles(state, () -> false, (event, what, why, next) -> {}),
                            new BundlesInForce(site.ledger, site.trust),
                            site.time),
                    new PersonalErasure(site.ledger, new PersonalKeyFile(state), site.device, site.time),
                    "en",
                    "sgate",
                    cause -> {
                        throw new AssertionError(cause);
                    });
            String question = "{\"ask\":\"check\",\"product\":\"lantern\",\"json\":" + json + "}";
            byte[] line = questions.answer(question.getBytes(StandardCharsets.UTF_8), "nobody");
            return new Answer(new String(line, StandardCharsets.UTF_8));
        }

        List<String> status() throws IOException {
            return StationReport.of(sqlite, site.trust, site.supervisor, site.device, site.time, SiteLimits.DEFAULT)
                    .toLines();
        }

        @Override
        public void close() {
            sqlite.close();
        }
    }

    private record Answer(String line) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(line);
        }
    }

    private static Map<String, Story> stories() {
        Map<String, Story> stories = new LinkedHashMap<>();
        stories.put("valid", Site::plugIn);
        stories.put("expiring", site -> {
            site.site.now = Instant.parse("2026-12-28T12:00:00Z");
            site.plugIn();
        });
        stories.put("needs-refresh", site -> {
            site.plugIn();
            site.site.now = site.site.now.plus(Duration.ofDays(15));
        });
        stories.put("expired", site -> {
            site.plugIn();
            site.site.now = Instant.parse("2027-01-01T00:00:01Z");
        });
        stories.put("revoked", site -> {
            site.plugIn();
            site.plugIn(
                    "licenseId", "11111111-2222-4333-8444-555555555555",
                    "licenseKeyHash", Samples.digest("another key"),
                    "validUntil", Payloads.time(site.site.now.minusSeconds(1)),
                    "crl", site.list(8, Samples.LICENSE_KEY_HASH));
        });
        stories.put("pool-exhausted", site -> {
            for (int i = 0; i < 2; i++) {
                Fingerprint other = new Fingerprint(new Sha256(Samples.digest("other machine " + i)));
                site.sqlite.commit(List.of(new SeatTaken(licenseId(), 0, other, site.site.now)), List.of());
            }
            site.plugIn();
        });
        stories.put("clock-distrusted", site -> {
            site.plugIn();
            site.site.time.keep(site.site.time.observe());
            site.site.now = site.site.now.minus(Duration.ofHours(2));
        });
        stories.put("tampered", site -> {
            site.plugIn();
            tamper(site);
        });
        stories.put("untrusted", site -> {
            site.plugIn();
            Map<String, Object> trust = Samples.trust();
            trust.put("revoked", List.of("license-2023", "update-2023", "license-2021", "license-a"));
            site.site.keyring = TestKeys.keyring(trust);
            site.ask(true);
            site.site.now = site.site.now.plus(Duration.ofHours(73));
        });
        stories.put("needs-confirmation", site -> site.plugIn("policy", Samples.members("confirm", "manual")));
        stories.put("unlicensed-no-bundle", site -> {});
        stories.put(
                "unlicensed-modified",
                site -> site.driver.plugIn(stick().license()
                        .withChangedPayload(StickBuilder.LICENSE)
                        .plugged()));
        stories.put(
                "unlicensed-expired", site -> site.plugIn("validUntil", Payloads.time(site.site.now.minusSeconds(1))));
        stories.put("unlicensed-no-trust-anchor", site -> {
            site.plugIn();
            site.site.keyring = Keyring.nothing("there is no trust document at /etc/sgate/trust.sgtrust");
        });
        return stories;
    }

    private static UUID licenseId() {
        return UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");
    }

    /** With a tool for databases, as somebody with root would. */
    private static void tamper(Site site) throws SQLException {
        HeldLicense held = site.sqlite.licenses().getFirst();
        byte[] changed = held.envelopeLine().clone();
        changed[changed.length / 3] ^= 1;
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + TestLedgers.database(site.state));
                PreparedStatement update = database.prepareStatement("UPDATE license SET envelope_line = ?")) {
            update.setBytes(1, changed);
            update.executeUpdate();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachStateLooksAsItsFileSays() {
        return stories().entrySet().stream()
                .map(story -> DynamicTest.dynamicTest(story.getKey(), () -> check(story.getKey(), story.getValue())));
    }

    private void check(String name, Story story) throws Exception {
        try (Site site = new Site(folder.resolve(name))) {
            story.happen(site);
            String page = page(site);
            String word = name.startsWith("unlicensed") ? "unlicensed" : name;
            assertThat(site.ask(true).json().path("state").asText()).isEqualTo(word);
            Path file = PAGES.resolve(name + ".txt");
            if (WRITE) {
                Files.createDirectories(PAGES);
                Files.writeString(file, page);
            }
            assertThat(page).isEqualTo(Files.readString(file));
        }
    }

    private static String page(Site site) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("$ sgate check --product lantern");
        lines.add(site.ask(false).json().path("text").asText());
        lines.add("$ echo $?");
        lines.add(site.ask(false).json().path("exitCode").asText());
        lines.add("$ sgate check --product lantern --json");
        lines.add(site.ask(true).line());
        lines.add("$ sgate status");
        lines.addAll(site.status());
        return String.join("\n", lines) + "\n";
    }

    @Test
    void everyStateHasItsFile() throws IOException {
        List<String> words = Stream.of(LicenseState.values())
                .map(LicenseState::word)
                .filter(word -> !word.equals("unlicensed"))
                .toList();
        assertThat(stories().keySet()).containsAll(words);
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".txt")))
                    .containsExactlyInAnyOrderElementsOf(stories().keySet().stream()
                            .map(name -> name + ".txt")
                            .toList());
        }
    }

    @Test
    void theExitCodesAreThoseOfTheTable() throws IOException {
        Map<String, String> codes = Map.of("valid", "0", "expiring", "3", "needs-refresh", "3");
        for (String name : stories().keySet()) {
            String page = Files.readString(PAGES.resolve(name + ".txt"));
            assertThat(page).as(name).contains("$ echo $?\n" + codes.getOrDefault(name, "4") + "\n");
        }
    }
}
