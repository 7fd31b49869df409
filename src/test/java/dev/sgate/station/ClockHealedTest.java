package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseState;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LedgerView.Device;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.Seat;
import dev.sgate.station.LedgerView.VisitSummary;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BEHAVIOUR 1: a clock that is not believed is healed when it is right again, or by a newer bundle on a stick. */
class ClockHealedTest {
    private static final UUID LICENSE_ID = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant FAR_AHEAD = Instant.parse("2151-06-01T00:00:00Z");

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);
    private Instant right = site.now;

    private LicenseState check() {
        LicenseChecks checks =
                new LicenseChecks(site.ledger, site.trust, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT);
        return ((Checked) checks.check(Optional.empty())).state();
    }

    /** A stick that the vendor made just now, by the right time. */
    private StickBuilder newer(long serial) {
        Map<String, Object> list =
                Samples.members("number", serial, "issuedAt", Payloads.time(right), "revoked", List.of());
        return stick().license(set("serial", serial, "issuedAt", Payloads.time(right), "crl", list));
    }

    private void hour() throws IOException {
        new ClockMark(site.ledger, site.time).raise();
    }

    private void pass(Duration time) {
        right = right.plus(time);
        site.now = site.now.plus(time);
    }

    @BeforeEach
    void aLicensedSite() throws Exception {
        driver.plugIn(newer(5).plugged());
        hour();
        assertThat(check()).isEqualTo(LicenseState.VALID);
        pass(DAY);
        hour();
    }

    @Test
    void aClockThatIsBehindIsHealedByANewerBundleOnAStick() throws Exception {
        site.now = Instant.EPOCH.plusSeconds(60);
        hour();
        assertThat(check()).isEqualTo(LicenseState.CLOCK_DISTRUSTED);
        assertThat(driver.plugIn(newer(5).plugged()).visit().outcomes()).isNotEmpty();
        assertThat(check()).as("the same again is no newer bundle").isEqualTo(LicenseState.CLOCK_DISTRUSTED);

        right = right.plus(DAY);
        VisitDriver.Visited healing = driver.plugIn(newer(6).plugged());
        assertThat(healing.visit().outcomes())
                .extracting(outcome -> outcome.outcome().result())
                .containsExactly("applied");
        assertThat(check()).isEqualTo(LicenseState.VALID);
        assertThat(site.time.now()).isEqualTo(right);
        pass(DAY);
        hour();
        assertThat(check()).as("and stays so").isEqualTo(LicenseState.VALID);
    }

    @Test
    void aClockThatIsBehindIsHealedBySettingItRight() throws Exception {
        site.now = Instant.EPOCH.plusSeconds(60);
        hour();
        assertThat(check()).isEqualTo(LicenseState.CLOCK_DISTRUSTED);

        right = right.plus(DAY);
        site.now = right;
        assertThat(check()).isEqualTo(LicenseState.VALID);
        hour();
        assertThat(check()).isEqualTo(LicenseState.VALID);
        assertThat(site.time.now()).isEqualTo(right);
        assertThat(site.events("clock-anomaly")).as("no time was given back").isEmpty();
    }

    /** Once a clock was far ahead, the right time is behind the mark: only a newer bundle puts that right. */
    @Test
    void aClockThatWasFarAheadIsHealedByANewerBundleOnAStick() throws Exception {
        site.now = FAR_AHEAD;
        hour();
        assertThat(check()).isEqualTo(LicenseState.EXPIRED);
        site.now = right;
        hour();
        assertThat(check()).isEqualTo(LicenseState.CLOCK_DISTRUSTED);

        pass(DAY);
        driver.plugIn(newer(6).plugged());
        assertThat(check()).isEqualTo(LicenseState.VALID);
        assertThat(site.time.now()).isEqualTo(right);
        assertThat(site.events("clock-anomaly"))
                .singleElement()
                .asString()
                .contains("\"kind\":\"reanchored\"", "\"before\":\"2151-06-01T00:00:00Z\"");
    }

    /** What an import writes down under a clock that it heals has the right time: the bundle, the seat, the device, the events. */
    @Test
    void anImportThatHealsTheClockWritesByTheRightTime() throws Exception {
        site.now = FAR_AHEAD;
        hour();
        site.now = right;
        String other = "11111111-2222-4333-8444-555555555555";
        Map<String, Object> list = Samples.members("number", 6, "issuedAt", Payloads.time(right), "revoked", List.of());
        VisitDriver.Visited healing =
                driver.plugIn(stick().license(set("licenseId", other, "issuedAt", Payloads.time(right), "crl", list))
                        .plugged());

        HeldLicense held = site.memory.findLicense(UUID.fromString(other)).orElseThrow();
        assertThat(held.importedAt()).isEqualTo(right);
        assertThat(site.memory.seats(held.licenseId(), 0))
                .extracting(Seat::since)
                .containsExactly(right);
        assertThat(site.memory.devices()).extracting(Device::lastSeen).containsExactly(right);
        assertThat(site.events("license-imported")).last().asString().contains(Payloads.time(right));
        assertThat(site.events("activation")).last().asString().contains(Payloads.time(right));
        assertThat(healing.visit().now()).as("the visit goes on at that time").isEqualTo(right);
        VisitSummary visit = site.memory.latestVisits(1).getFirst();
        assertThat(visit.endedAt()).contains(right);
    }

    /** BEHAVIOUR 4: a bundle of a stolen key, dated as far ahead as is taken, is undone by revoking the key. */
    @Test
    void aMarkOfAStolenKeyIsUndoneByRevokingIt() throws Exception {
        Instant ahead = right.plus(DAY.multipliedBy(399));
        Map<String, Object> list = Samples.members("number", 5, "issuedAt", Payloads.time(right), "revoked", List.of());
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set(
                        "licenseId",
                        "11111111-2222-4333-8444-555555555555",
                        "issuedAt",
                        Payloads.time(ahead),
                        "validUntil",
                        Payloads.time(ahead.plus(DAY)),
                        "crl",
                        list))
                .plugged());
        hour();
        assertThat(site.time.now()).isEqualTo(ahead);
        HeldLicense honest = site.memory.findLicense(LICENSE_ID).orElseThrow();

        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-b"));
        site.keyring = TestKeys.keyring(trust);
        assertThat(check()).isEqualTo(LicenseState.VALID);
        assertThat(site.time.now()).isEqualTo(right);
        assertThat(site.memory.findLicense(LICENSE_ID).orElseThrow().identity()).isEqualTo(honest.identity());
    }
}
