package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.LicenseAnswer.WhichProduct;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which license speaks for which product, and why there is none. */
class LicenseChecksProductTest extends LicenseChecksCase {
    @Test
    void unlicensedBecauseNothingCame() throws Exception {
        assertThat(assertState(LicenseState.UNLICENSED).cause()).contains(UnlicensedCause.NO_BUNDLE);
    }

    @Test
    void unlicensedBecauseTheFileWasChangedOnItsWay() throws Exception {
        driver.plugIn(stick().license().withChangedPayload(StickBuilder.LICENSE).plugged());
        Checked answer = assertState(LicenseState.UNLICENSED);
        assertThat(answer.cause()).contains(UnlicensedCause.MODIFIED);
        assertThat(answer.evidence().facts()).containsEntry("file", StickBuilder.LICENSE);
    }

    @Test
    void unlicensedBecauseItCameTooLate() throws Exception {
        driver.plugIn(stick().license(set("validUntil", Payloads.time(site.now.minusSeconds(1))))
                .plugged());
        assertThat(assertState(LicenseState.UNLICENSED).cause()).contains(UnlicensedCause.EXPIRED);
    }

    @Test
    void unlicensedBecauseTheVendorsKeysAreNotKnown() throws Exception {
        driver.plugIn(stick().licensesSignedBy(TestKeys.STRANGER).license().plugged());
        assertThat(assertState(LicenseState.UNLICENSED).cause()).contains(UnlicensedCause.NO_TRUST_ANCHOR);

        driver.plugIn(good());
        assertState(LicenseState.VALID);
        site.keyring = Keyring.nothing("vendor.sgtrust is missing");
        Checked answer = assertState(LicenseState.UNLICENSED);
        assertThat(answer.cause()).contains(UnlicensedCause.NO_TRUST_ANCHOR);
        assertThat(answer.evidence().facts()).containsEntry("trust", "vendor.sgtrust is missing");
    }

    @Test
    void theBestLicenseSpeaksForItsProduct() throws Exception {
        driver.plugIn(good());
        driver.plugIn(good("licenseId", OTHER_LICENSE, "validUntil", Payloads.time(site.now.plus(Duration.ofDays(2)))));
        assertState(LicenseState.VALID);
        site.now = site.now.plus(Duration.ofDays(3));
        assertState(LicenseState.VALID);
    }

    @Test
    void anotherProductIsUnlicensedAndTwoProductsNeedANameToBeAskedFor() throws Exception {
        driver.plugIn(good());
        assertThat(check(Optional.of("beacon")).state()).isEqualTo(LicenseState.UNLICENSED);
        assertThat(check(Optional.of("lantern")).state()).isEqualTo(LicenseState.VALID);

        LicenseBundle beacon = Samples.bundle(payload -> {
            payload.put("product", "beacon");
            payload.put("licenseId", OTHER_LICENSE);
        });
        site.memory.commit(List.of(new LicenseHeld(beacon, new byte[] {'{'}, site.now)), List.of());
        assertThat(checks.check(Optional.empty()))
                .isInstanceOfSatisfying(
                        WhichProduct.class,
                        which -> assertThat(which.products()).containsExactly("beacon", "lantern"));
        assertThat(check(Optional.of("lantern")).state()).isEqualTo(LicenseState.VALID);
    }
}
