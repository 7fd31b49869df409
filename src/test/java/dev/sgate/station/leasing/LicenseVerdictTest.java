package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.StateChange.JournalForked;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a license that is not plainly good means for those who ask, and for those who have a seat already. */
class LicenseVerdictTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

    @Test
    void aRevokedLicenseIsUnknownToTheNewAndRevokedToTheOld() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("crl", Samples.crl(Samples.LICENSE_KEY_HASH));
        });

        assertThat(site.activate("b")).isInstanceOf(LeaseAnswer.UnknownKey.class);
        assertThat(site.validate(instance)).isInstanceOf(LeaseAnswer.Revoked.class);
    }

    @Test
    void anExpiredLicenseGivesNoSeatAndSaysSoToHolders() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        site.now = Instant.parse(Samples.VALID_UNTIL);
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);

        site.pass(Duration.ofSeconds(1));
        assertThat(site.activate("b"))
                .isEqualTo(new LeaseAnswer.Expired(Instant.parse(Samples.VALID_UNTIL), Optional.empty()));
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(1);
        assertThat(site.validate(instance)).isInstanceOfSatisfying(LeaseAnswer.Expired.class, expired -> {
            Lease lease = expired.lease().orElseThrow();
            assertThat(lease.terms().status()).isEqualTo(LeaseStatus.EXPIRED);
            assertThat(lease.terms().entitlements()).isEmpty();
            assertThat(lease.terms().expiresAt()).isEqualTo(Instant.parse(Samples.VALID_UNTIL));
        });
    }

    @Test
    void whereThePolicyAllowsAFallbackItIsGranted() {
        site.hold(payload -> payload.put("policy", Samples.members("fallback", true)));
        UUID instance = granted(site.activate("a"));
        site.now = Instant.parse(Samples.VALID_UNTIL).plusSeconds(1);

        Granted fallback = (Granted) site.validate(instance);
        assertThat(fallback.lease().terms().status()).isEqualTo(LeaseStatus.FALLBACK);
        assertThat(fallback.lease().terms().entitlements()).isEmpty();
    }

    @Test
    void aStaleRevocationListStopsNewDevicesAlone() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        site.now = Instant.parse(Samples.MADE).plus(Duration.ofDays(14)).plusSeconds(1);

        assertThat(site.activate("b"))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Declined.class,
                        declined -> assertThat(declined.refusal().code()).isEqualTo(RefusalCode.CRL_STALE));
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
        assertThat(granted(site.activate("a"))).isEqualTo(instance);
    }

    @Test
    void aLicenseThatWaitsForAPersonGivesNoSeatBefore() {
        site.hold(payload -> payload.put("policy", Samples.members("confirm", "manual")));
        assertThat(site.activate("a")).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.NEEDS_CONFIRMATION));

        site.confirm();
        granted(site.activate("a"));
    }

    /** BEHAVIOUR 5: activate 403, holders unaffected. */
    @Test
    void aForkedJournalDeclinesNewDevicesUntilAHigherEpoch() {
        site.holdPool(3);
        UUID first = granted(site.activate("a"));
        ledger.commit(
                List.of(new JournalForked(new ChainHead(9, new Sha256(Samples.digest("theirs"))), site.now)),
                List.of());

        assertThat(site.activate("b"))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Declined.class,
                        declined -> assertThat(declined.refusal().evidence().facts())
                                .containsEntry("journal", "forked"));
        assertThat(ledger.findInstance(LeaseSite.licenseId(), LeaseSite.fingerprint("b")))
                .isEmpty();
        assertThat(site.validate(first)).isInstanceOf(Granted.class);
        assertThat(granted(site.activate("a"))).isEqualTo(first);

        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("pool", Samples.members("size", 3, "epoch", 1));
        });
        granted(site.activate("b"));
        assertThat(ledger.seats(LeaseSite.licenseId(), 1)).hasSize(1);
    }
}
