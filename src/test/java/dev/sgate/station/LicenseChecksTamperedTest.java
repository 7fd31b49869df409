package dev.sgate.station;

import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.vectors.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stored bundle that was changed is found out at the next check, and one that was not costs no signature. */
class LicenseChecksTamperedTest extends LicenseChecksCase {
    @Test
    void tamperedWhenTheStoredBundleWasChanged() throws Exception {
        driver.plugIn(good());
        HeldLicense held = site.memory.licenses().getFirst();
        byte[] changed = held.envelopeLine().clone();
        changed[changed.length / 3] ^= 1;
        LicenseBundle bundle = Samples.bundle(set("crl", list(7, site.now)));
        site.memory.commit(List.of(new LicenseHeld(bundle, changed, held.importedAt())), List.of());
        assertState(LicenseState.TAMPERED);
        assertThat(metered).last().isEqualTo("none TAMPERED");

        driver.plugIn(good());
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0)).as("the same seat").hasSize(1);
    }

    /** A signature a launch is saved; a changed byte is seen at once, and so is another trust document. */
    @Test
    void whatWasVerifiedIsVerifiedAgainOnlyWhenItChanged() throws Exception {
        driver.plugIn(good());
        for (int launch = 0; launch < 5; launch++) {
            assertState(LicenseState.VALID);
        }
        assertThat(verified).isEqualTo(1);

        HeldLicense held = site.memory.licenses().getFirst();
        byte[] changed = held.envelopeLine().clone();
        changed[changed.length / 3] ^= 1;
        LicenseBundle bundle = Samples.bundle(set("crl", list(7, site.now)));
        site.memory.commit(List.of(new LicenseHeld(bundle, changed, held.importedAt())), List.of());
        assertState(LicenseState.TAMPERED);
        site.memory.commit(List.of(new LicenseHeld(bundle, held.envelopeLine(), held.importedAt())), List.of());
        assertState(LicenseState.VALID);
        assertThat(verified).isEqualTo(3);
        site.keyring = trustRevoking("license-a");
        assertState(LicenseState.NEEDS_REFRESH);
    }

    @Test
    void tamperedWhenAGoodBundleStandsInThePlaceOfAnother() throws Exception {
        driver.plugIn(good());
        HeldLicense held = site.memory.licenses().getFirst();
        LicenseBundle other = Samples.bundle(payload -> payload.put("serial", 4));
        site.memory.commit(List.of(new LicenseHeld(other, held.envelopeLine(), held.importedAt())), List.of());
        assertState(LicenseState.TAMPERED);
    }
}
