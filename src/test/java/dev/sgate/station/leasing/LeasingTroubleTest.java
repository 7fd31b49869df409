package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Trouble of the appliance's own is no verdict on anybody. */
class LeasingTroubleTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

    @Test
    void aRowThatWasTamperedWithIsNoVerdictOnAnybody() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        HeldLicense row = ledger.findLicense(LeaseSite.licenseId()).orElseThrow();
        row.envelopeLine()[row.envelopeLine().length / 2] ^= 1;

        assertThat(site.validate(instance)).isInstanceOf(LeaseAnswer.Unavailable.class);
        assertThat(site.activate("b")).isInstanceOf(LeaseAnswer.Unavailable.class);
        row.envelopeLine()[row.envelopeLine().length / 2] ^= 1;
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
    }

    @Test
    void aSignerThatFailsTakesNoSeat() {
        site.holdPool(1);
        site.signerBroken = true;
        assertThat(site.activate("a")).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.INTERNAL));
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).isEmpty();

        site.signerBroken = false;
        granted(site.activate("b"));
    }

    @Test
    void aCommitThatFailsGivesNothing() {
        site.holdPool(1);
        ledger.failNextCommit(new IllegalStateException("disk full"));
        assertThatThrownBy(() -> site.activate("a")).hasRootCauseMessage("disk full");

        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).isEmpty();
        granted(site.activate("b"));
    }
}
