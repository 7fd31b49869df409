package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.LicenseConfirmed;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every state of BEHAVIOUR 2, on a license that came with a stick. */
class LicenseChecksTest extends LicenseChecksCase {
    private static final Instant MADE = Instant.parse(Samples.MADE);

    private void takeSeats(int count) {
        for (int i = 0; i < count; i++) {
            Fingerprint other = new Fingerprint(new Sha256(Samples.digest("other machine " + i)));
            site.memory.commit(List.of(new SeatTaken(LICENSE_ID, 0, other, site.now)), List.of());
        }
    }

    @Test
    void valid() throws Exception {
        driver.plugIn(good());
        Checked answer = assertState(LicenseState.VALID);
        assertThat(answer.product()).contains("lantern");
        assertThat(metered).containsExactly("team SUCCESS");
    }

    @Test
    void expiringInTheLastSevenDays() throws Exception {
        driver.plugIn(good());
        Instant end = check().judgement().terms().orElseThrow().validUntil();
        site.now = end.minus(Duration.ofDays(7));
        driver.plugIn(good("serial", 6, "crl", list(8, site.now)));
        assertThat(check().state()).isEqualTo(LicenseState.VALID);
        site.now = end.minus(Duration.ofDays(7)).plusSeconds(1);
        assertState(LicenseState.EXPIRING);
    }

    @Test
    void needsRefreshWhenTheListIsTooOld() throws Exception {
        driver.plugIn(good());
        site.now = site.now.plus(Duration.ofDays(14));
        assertThat(check().state()).as("equal is still fresh").isNotEqualTo(LicenseState.NEEDS_REFRESH);
        site.now = site.now.plusSeconds(1);
        assertThat(assertState(LicenseState.NEEDS_REFRESH).evidence().facts()).containsEntry("crlNumber", "7");
    }

    @Test
    void expired() throws Exception {
        driver.plugIn(good());
        site.now = check().judgement().terms().orElseThrow().validUntil().plusSeconds(1);
        assertState(LicenseState.EXPIRED);
        assertThat(metered).last().isEqualTo("team EXPIRED");
    }

    @Test
    void revokedByTheListOfAnotherLicense() throws Exception {
        driver.plugIn(good());
        driver.plugIn(stick().license(set(
                        "licenseId",
                        OTHER_LICENSE,
                        "licenseKeyHash",
                        Samples.digest("another key"),
                        "validUntil",
                        Payloads.time(site.now.minusSeconds(1)),
                        "crl",
                        list(8, MADE, Samples.LICENSE_KEY_HASH)))
                .plugged());
        assertThat(assertState(LicenseState.REVOKED).evidence().facts()).containsEntry("crlNumber", "8");
    }

    @Test
    void poolExhaustedUntilASeatIsFreeAndThenTheSeatIsTaken() throws Exception {
        takeSeats(2);
        driver.plugIn(good());
        assertState(LicenseState.POOL_EXHAUSTED);
        assertThat(site.events("activation")).isEmpty();

        Fingerprint gone = new Fingerprint(new Sha256(Samples.digest("other machine 0")));
        site.memory.commit(List.of(new SeatCleared(LICENSE_ID, 0, gone)), List.of());
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(2);
        assertThat(site.events("activation")).hasSize(1);
        check();
        assertThat(site.events("activation")).as("once").hasSize(1);
    }

    @Test
    void clockDistrusted() throws Exception {
        driver.plugIn(good());
        site.time.keep(site.time.observe());
        site.now = site.now.minus(Duration.ofHours(2));
        assertThat(assertState(LicenseState.CLOCK_DISTRUSTED).evidence().facts())
                .containsEntry("behind", "7200");
        site.now = site.now.plus(Duration.ofHours(2));
        assertState(LicenseState.VALID);
    }

    /** {@code lease.reclaimDays} counts for the machine's own seat as for anybody's. */
    @Test
    void theSeatOfASilentClientIsTheMachinesAfterTheDaysThatTheSiteSet() throws Exception {
        takeSeats(1);
        Fingerprint silent = site.memory.pool(LICENSE_ID, 0).getFirst().device();
        Instant lastHeard = site.now;
        site.memory.commit(
                List.of(new InstanceHeld(new Instance(
                        UUID.fromString(OTHER_LICENSE),
                        LICENSE_ID,
                        silent,
                        false,
                        "10.0.0.7",
                        lastHeard,
                        lastHeard.plus(Duration.ofDays(1)),
                        lastHeard,
                        Optional.empty()))),
                List.of());
        driver.plugIn(good("pool", Samples.members("size", 1, "epoch", 0)));
        site.now = lastHeard.plus(Duration.ofDays(3));
        assertState(LicenseState.POOL_EXHAUSTED);

        site.situation = limitedTo(new SiteLimits(Duration.ofDays(3), Optional.empty()));
        checks = started();
        assertState(LicenseState.POOL_EXHAUSTED);
        site.now = site.now.plusSeconds(1);
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0))
                .extracting(seat -> seat.device())
                .containsExactly(site.device.fingerprint());
    }

    private Situation limitedTo(SiteLimits limits) {
        Situation before = site.situation;
        return new Situation(
                before.products(),
                before.platform(),
                before.builtAt(),
                before.allowFolders(),
                before.language(),
                limits);
    }

    @Test
    void needsConfirmationUntilAPersonSaidYes() throws Exception {
        driver.plugIn(good("policy", Samples.members("confirm", "manual")));
        assertThat(assertState(LicenseState.NEEDS_CONFIRMATION).evidence().facts())
                .containsEntry("poolSize", "2");
        assertThat(site.memory.seats(LICENSE_ID, 0)).isEmpty();
        site.memory.commit(List.of(new LicenseConfirmed(LICENSE_ID, site.now)), List.of());
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(1);
    }
}
