package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.TrustDocuments.ROOT_D;
import static dev.sgate.station.TrustDocuments.fiveToSix;
import static dev.sgate.station.TrustDocuments.fourToFive;
import static dev.sgate.station.TrustDocuments.sealed;
import static dev.sgate.station.TrustDocuments.six;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.station.StateChange.TrustHeld;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trust document that site IT put in place, beside those that came by stick. */
class PinnedTrustTest {
    private final TestSite site = new TestSite();

    @Test
    void thePinnedFileCountsOnlyWhileTheStateHoldsNoNewerOne() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive()).plugged());

        site.keyring = Keyring.nothing("the file is gone");
        site.losePower();
        assertThat(site.trustVersion()).as("without the file").isEqualTo(5);

        site.keyring = TestKeys.keyring();
        site.losePower();
        assertThat(site.trustVersion()).as("with the old file").isEqualTo(5);

        site.keyring = Samples.get(Keyring.pin(fiveToSix()));
        assertThat(site.trustVersion()).as("with a newer file").isEqualTo(6);
        assertThat(site.trust.current().document().orElseThrow().revoked()).contains(new Kid("license-a"));
    }

    @Test
    void whatAPinnedDocumentIsFollowedByStaysWhenThePinGoesBack() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        site.keyring = Samples.get(Keyring.pin(fiveToSix()));
        Map<String, Object> seven = six();
        seven.put("version", 7);
        site.plugIn(stick().file("7.sgtrust", sealed(seven, ROOT_C, ROOT_D)).plugged());

        site.keyring = TestKeys.keyring();
        site.losePower();

        assertThat(site.trustVersion()).isEqualTo(7);
        assertThat(site.memory.trustDocuments())
                .extracting(LedgerView.HeldDocument::version)
                .containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void aDamagedStateBelievesNothingUntilSiteItPinsTheNewestOne() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        byte[] broken = fourToFive();
        broken[60] ^= 1;
        site.memory.commit(List.of(new TrustHeld(5, false, broken, site.now)), List.of());
        site.losePower();

        assertThat(site.trust.current().document()).isEmpty();
        assertThat(site.trust.current().whyNothing()).contains("version 5", "no longer proves itself");

        site.keyring = Samples.get(Keyring.pin(fourToFive()));
        assertThat(site.trustVersion()).isEqualTo(5);
        site.plugIn(stick().file("6.sgtrust", fiveToSix()).plugged());
        site.losePower();
        assertThat(site.trustVersion()).isEqualTo(6);
    }
}
