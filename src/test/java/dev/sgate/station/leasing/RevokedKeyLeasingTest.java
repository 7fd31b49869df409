package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.StateChange.RevocationListHeld;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The vendor's key that signed the license is believed no more: nobody loses anything at once. */
class RevokedKeyLeasingTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

    /** 72 hours, in which holders go on and nobody new begins; after them nobody gets anything, and nobody loses anything. */
    @Test
    void aRevokedSigningKeyLeavesTimeToGetANewBundle() {
        site.holdPool(3);
        UUID instance = granted(site.activate("a"));
        site.revokeKey();
        Granted held = (Granted) site.validate(instance);
        assertThat(held.lease().terms().status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(site.activate("b"))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Declined.class,
                        declined -> assertThat(declined.refusal().code()).isEqualTo(RefusalCode.CRL_STALE));
        assertThat(granted(site.activate("a"))).isEqualTo(instance);

        site.pass(Duration.ofDays(3));
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
        site.pass(Duration.ofSeconds(1));
        assertThat(site.validate(instance)).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.REVOKED_KEY));
        assertThat(site.activate("b")).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.REVOKED_KEY));
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(1);
    }

    @Test
    void aNewBundleOfABelievedKeyEndsTheRotation() {
        site.holdPool(3);
        UUID instance = granted(site.activate("a"));
        site.revokeKey();
        site.validate(instance);
        site.pass(Duration.ofHours(73));
        site.holdSignedBy(TestKeys.LICENSE_B, payload -> payload.put("serial", 6));

        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
        granted(site.activate("b"));
    }

    /** BEHAVIOUR 4: what a revoked key set no longer counts, in the lease service as at a launch. */
    @Test
    void aListOfARevokedKeyTakesNoLeaseAway() {
        site.holdPool(3);
        UUID instance = granted(site.activate("a"));
        RevocationList stolen = RevocationList.of(900, site.now, List.of(new Sha256(Samples.LICENSE_KEY_HASH)));
        ledger.commit(List.of(new RevocationListHeld(stolen, Set.of(TestKeys.LICENSE_B.kid()))), List.of());
        assertThat(site.validate(instance)).isEqualTo(new LeaseAnswer.Revoked());

        site.revokeKeys("license-b");
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
    }

    @Test
    void aForgivenBundlesOwnListRevokesNobody() {
        site.hold(payload -> payload.put("crl", Samples.crl(Samples.LICENSE_KEY_HASH)));
        assertThat(site.activate("a")).isEqualTo(new LeaseAnswer.UnknownKey());

        site.revokeKey();
        assertThat(site.activate("a")).isInstanceOf(LeaseAnswer.Declined.class);
    }

    @Test
    void withoutABelievedKeyNobodyLosesAnything() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        site.keyring = Keyring.nothing("the trust document is gone");

        assertThat(site.validate(instance)).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.REVOKED_KEY));
    }
}
