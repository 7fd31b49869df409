package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Quarantine;
import org.junit.jupiter.api.Test;

/** Digests in quarantine. */
interface QuarantineContract extends LedgerUnderTest {
    @Test
    default void aDigestIsQuarantinedUntilItIsLifted() {
        Sha256 bad = Sha256.of(new byte[1]);
        Sha256 worse = Sha256.of(new byte[2]);
        SemVer version = new SemVer("2.4.0");
        change(
                new StateChange.DigestQuarantined(bad, "lamp", version, NOON, NOON),
                new StateChange.DigestQuarantined(worse, "lamp", version, NOON, NOON));
        change(new StateChange.DigestQuarantined(bad, "lamp", version, LATER, LATER));
        assertThat(ledger().quarantined())
                .as("the newest last, also what was there before")
                .containsExactly(
                        new Quarantine(worse, "lamp", version, NOON), new Quarantine(bad, "lamp", version, LATER));

        change(new StateChange.QuarantineLifted(bad), new StateChange.QuarantineLifted(Sha256.of(new byte[9])));
        assertThat(ledger().quarantined()).extracting(Quarantine::digest).containsExactly(worse);
    }

    /** One file may be told of under two names: what failed under one is known under the other. */
    @Test
    default void aQuarantineIsOfTheDigestAndNotOfTheApplication() {
        Sha256 bad = Sha256.of(new byte[1]);
        SemVer version = new SemVer("2.4.0");
        change(new StateChange.DigestQuarantined(bad, "lamp", version, NOON, NOON));
        change(new StateChange.DigestQuarantined(bad, "lantern", version, LATER, LATER));

        assertThat(ledger().quarantined()).containsExactly(new Quarantine(bad, "lantern", version, LATER));
        change(new StateChange.QuarantineLifted(bad));
        assertThat(ledger().quarantined()).isEmpty();
    }
}
