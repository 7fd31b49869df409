package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A vendor key was stolen and revoked: what it signed counts no more, and nobody is locked out by it (BEHAVIOUR 4). */
class LicenseChecksStolenKeyTest extends LicenseChecksCase {
    @Test
    void aRevokedKeyIsForgivenFor72HoursFromWhenItWasFirstFound() throws Exception {
        driver.plugIn(good());
        site.keyring = trustRevoking("license-a");
        Instant found = site.now;
        assertState(LicenseState.NEEDS_REFRESH);
        site.now = found.plus(Duration.ofDays(3));
        checks = started();
        assertThat(check().state()).isEqualTo(LicenseState.NEEDS_REFRESH);
        site.now = site.now.plusSeconds(1);
        assertState(LicenseState.UNTRUSTED);
        assertThat(metered).last().isEqualTo("none TAMPERED");
    }

    /** BEHAVIOUR 4: a stolen key revokes the license with the highest number there is; revoking the key undoes it. */
    @Test
    void aListOfAStolenKeyCountsNoMoreOnceTheKeyIsRevoked() throws Exception {
        driver.plugIn(good());
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set("serial", 4, "crl", list(1_000_000, site.now, Samples.LICENSE_KEY_HASH)))
                .plugged());
        assertState(LicenseState.REVOKED);
        driver.plugIn(
                stick().license(set("serial", 4, "crl", list(8, site.now))).plugged());
        assertState(LicenseState.REVOKED);

        site.keyring = trustRevoking("license-b");
        assertState(LicenseState.VALID);
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .as("the list that came while the stolen one counted")
                .isEqualTo(8);
    }

    /** BEHAVIOUR 4: a stolen key locks a license out with the largest serial there is; revoking the key undoes it. */
    @Test
    void aSerialOfAStolenKeyCountsNoMoreOnceTheKeyIsRevoked() throws Exception {
        driver.plugIn(good());
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set("serial", 9_007_199_254_740_991L, "crl", list(7, site.now)))
                .plugged());
        driver.plugIn(good("serial", 6));
        assertThat(heldSerial()).isEqualTo(9_007_199_254_740_991L);

        site.keyring = trustRevoking("license-b");
        driver.plugIn(good("serial", 3));
        assertThat(heldSerial())
                .as("an older one than the last that is believed")
                .isEqualTo(9_007_199_254_740_991L);
        driver.plugIn(good("serial", 6, "crl", list(8, site.now)));
        assertThat(heldSerial()).isEqualTo(6);
        assertState(LicenseState.VALID);
    }

    private long heldSerial() {
        return site.memory.findLicense(LICENSE_ID).orElseThrow().serial();
    }

    /** A site whose key was revoked runs on; what its bundle says of revoked licenses counts no more. */
    @Test
    void aForgivenBundlesOwnListCountsNoMore() throws Exception {
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set("crl", list(7, site.now)))
                .plugged());
        driver.plugIn(good("serial", 6, "crl", list(8, site.now)));
        assertState(LicenseState.VALID);
        LicenseBundle poisoned = Samples.bundle(set("serial", 6, "crl", list(9, site.now, Samples.LICENSE_KEY_HASH)));
        byte[] line = Sealer.seal(PayloadType.LICENSE, payload(poisoned), List.of(TestKeys.LICENSE_A));
        site.memory.commit(List.of(new LicenseHeld(poisoned, line, site.now)), List.of());
        assertState(LicenseState.REVOKED);

        site.keyring = trustRevoking("license-a");
        assertState(LicenseState.NEEDS_REFRESH);
    }
}
