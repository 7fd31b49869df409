package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.seal.Payloads;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarningWatchTest {
    private static final UUID LICENSE_ID = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");
    private static final UUID INSTANCE = UUID.fromString("11111111-2222-4333-8444-555555555555");

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);
    private final List<String> metered = new ArrayList<>();
    private WarningWatch watch = started();

    private WarningWatch started() {
        return new WarningWatch(site.ledger, site.trust, site.device, site.time, site.situation, new Meter() {
            @Override
            public void graceWarning(String tier, int hours) {
                metered.add(tier + " " + hours);
            }
        });
    }

    @BeforeEach
    void aLicense() throws Exception {
        driver.plugIn(stick().license(set("crl", list(7))).plugged());
        watch.look();
    }

    private Map<String, Object> list(int number) {
        return Samples.members("number", number, "issuedAt", Payloads.time(site.now), "revoked", List.of());
    }

    private void grant(Duration lasts) {
        site.memory.commit(
                List.of(new InstanceHeld(new Instance(
                        INSTANCE,
                        LICENSE_ID,
                        Fingerprint.ofMachineId("press 1"),
                        true,
                        "10.0.0.7",
                        site.now,
                        site.now.plus(lasts),
                        site.now,
                        Optional.empty()))),
                List.of());
    }

    private List<String> told(Duration duration) {
        List<String> told = new ArrayList<>();
        Instant end = site.now.plus(duration);
        for (; site.now.isBefore(end); site.now = site.now.plusSeconds(600)) {
            watch.look().stream()
                    .filter(notice -> notice.facts().facts().containsKey("hours"))
                    .map(notice ->
                            notice.urgency() + " " + notice.facts().facts().get("hours"))
                    .forEach(told::add);
        }
        return told;
    }

    @Test
    void aLeaseWithoutContactIsWarnedOfFourTimesInRisingUrgency() {
        grant(Duration.ofDays(3));
        assertThat(told(Duration.ofHours(80))).containsExactly("INFORMATION 24", "SOON 12", "NOW 6", "NOW 1");
        assertThat(metered).containsExactly("team 24", "team 12", "team 6", "team 1");
        assertThat(site.events("warning").stream()
                        .filter(event -> event.contains("\"kind\":\"lease\""))
                        .toList())
                .hasSize(4)
                .first()
                .asString()
                .contains("\"hours\":24", "\"instanceId\":\"" + INSTANCE + "\"", "\"product\":\"lantern\"");
    }

    @Test
    void oncePerGrantAlsoOverARestart() {
        grant(Duration.ofDays(3));
        assertThat(told(Duration.ofHours(50))).containsExactly("INFORMATION 24");
        watch = started();
        assertThat(told(Duration.ofHours(1))).isEmpty();

        grant(Duration.ofDays(3));
        assertThat(told(Duration.ofHours(50))).as("a new grant").containsExactly("INFORMATION 24");
    }

    @Test
    void anApplicationInContactIsNeverWarnedOf() {
        for (int hour = 0; hour < 100; hour++) {
            grant(Duration.ofDays(1));
            assertThat(told(Duration.ofHours(6))).isEmpty();
        }
    }

    @Test
    void aLicenseInItsLastDaysIsWarnedOfOnceADay() throws Exception {
        site.now = Instant.parse("2026-12-26T12:00:00Z");
        driver.plugIn(stick().license(set("serial", 6, "crl", list(8))).plugged());
        assertThat(watch.look()).singleElement().satisfies(notice -> {
            assertThat(notice.urgency()).isEqualTo(Notice.Urgency.SOON);
            assertThat(notice.facts().facts()).containsEntry("state", "expiring");
        });
        watch = started();
        assertThat(watch.look()).isEmpty();
        site.now = site.now.plus(Duration.ofDays(1));
        assertThat(watch.look()).hasSize(1);
        assertThat(site.events("warning")).hasSize(2).allMatch(event -> event.contains("\"state\":\"expiring\""));
        assertThat(site.events("expiry-check").getLast()).contains("\"state\":\"expiring\"", "\"product\":\"lantern\"");
    }

    @Test
    void theNoticeFollowsThePolicy() throws Exception {
        driver.plugIn(stick().license(set("serial", 6, "crl", list(8), "policy", Samples.members("warnDays", 365)))
                .plugged());
        assertThat(watch.look())
                .extracting(notice -> notice.facts().facts().get("state"))
                .containsExactly("expiring");
    }

    @Test
    void theSiteMaySetWhenItWantsToBeTold() throws Exception {
        site.now = Instant.parse("2026-12-19T12:00:00Z");
        driver.plugIn(stick().license(set("serial", 6, "crl", list(8))).plugged());
        assertThat(watch.look()).as("12 days are left").isEmpty();

        toBeToldBefore(Duration.ofDays(13));
        assertThat(watch.look()).singleElement().satisfies(notice -> {
            assertThat(notice.urgency()).isEqualTo(Notice.Urgency.SOON);
            assertThat(notice.what()).contains("ends soon");
            assertThat(notice.next()).contains("new license");
        });
        assertThat(watch.look()).as("once a day").isEmpty();
        assertThat(site.events("warning").getLast()).contains("\"state\":\"valid\"", "\"validUntil\"");
        assertThat(site.events("expiry-check")).as("no second one that day").hasSize(2);

        toBeToldBefore(Duration.ofDays(3));
        site.now = Instant.parse("2026-12-26T12:00:00Z");
        assertThat(watch.look())
                .as("near its end, and the site asked for 3 days")
                .isEmpty();
        assertThat(site.events("expiry-check").getLast()).contains("\"state\":\"expiring\"");
        site.now = Instant.parse("2026-12-29T12:00:00Z");
        assertThat(watch.look()).hasSize(1);
    }

    private void toBeToldBefore(Duration notice) {
        Situation before = site.situation;
        site.situation = new Situation(
                before.products(),
                before.platform(),
                before.builtAt(),
                before.allowFolders(),
                before.language(),
                new SiteLimits(before.limits().reclaimAfter(), Optional.of(notice)));
        watch = started();
    }

    @Test
    void aStaleListIsWarnedOf() {
        site.now = site.now.plus(Duration.ofDays(14)).plusSeconds(1);
        assertThat(watch.look())
                .extracting(notice -> notice.facts().facts().get("state"))
                .containsExactly("needs-refresh");
    }

    /** The 72 hours begin when the appliance knows, not when somebody asks. */
    @Test
    void aRevokedKeyIsNotedWithoutAnyCheck() {
        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-2023", "update-2023", "license-2021", "license-a"));
        site.keyring = TestKeys.keyring(trust);
        watch.look();
        assertThat(site.memory.keyRevokedSince(site.memory.licenses().getFirst().identity()))
                .contains(site.now);
    }
}
