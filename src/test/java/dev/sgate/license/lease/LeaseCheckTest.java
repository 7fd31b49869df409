package dev.sgate.license.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseCheckTest {
    private static final Instant NOW = Leases.ISSUED.plus(Duration.ofDays(1));

    private Instant now = NOW;
    private Instant lastSeen = NOW;
    private Optional<Instant> lastContact = Optional.of(Leases.ISSUED);
    private Optional<Duration> maxOffline = Optional.of(Duration.ofDays(15));
    private Sha256 keyHash = Leases.KEY_HASH;
    private UUID instance = Leases.INSTANCE;

    private LeaseFinding judge(LeaseStatus status) {
        return judge(Leases.terms(status), Leases.KEYSET);
    }

    private LeaseFinding judge(LeaseTerms terms, LeaseKeyset trusted) {
        byte[] stored = Payloads.toJson(Lease.issue(terms, Leases.KEY).toPayload());
        return LeaseCheck.judge(
                Samples.get(StoredLease.parse(stored)),
                trusted,
                new LeaseSituation(keyHash, instance, now, lastSeen, lastContact, maxOffline));
    }

    private static void assertWhy(LeaseFinding finding, String word, String code, String check) {
        assertThat(finding.word()).isEqualTo(word);
        Refusal why = finding.why().orElseThrow();
        assertThat(why.code().word()).isEqualTo(code);
        assertThat(why.evidence().facts()).containsEntry("check", check);
    }

    @Test
    void allHold() {
        LeaseFinding finding = judge(LeaseStatus.ACTIVE);

        assertThat(finding.word()).isEqualTo("licensed");
        assertThat(finding.why()).isEmpty();
        assertThat(judge(LeaseStatus.FALLBACK).word()).isEqualTo("licensed");
    }

    @Test
    void k22TheSignatureMustHold() {
        LeaseKeyset other = LeaseKeyset.of(
                Leases.KID, Leases.publicKey(TestKeys.ed25519("another").key()));

        assertWhy(judge(Leases.terms(LeaseStatus.ACTIVE), other), "invalid", "bad-signature", "signature");
    }

    @Test
    void k23AnUnknownKeyIdDropsTheLease() {
        LeaseKeyset other = LeaseKeyset.of(new Kid("site-2"), Leases.publicKey(Leases.KEY));

        assertWhy(judge(Leases.terms(LeaseStatus.ACTIVE), other), "invalid", "unknown-key", "signature");
    }

    @Test
    void k24TheLeaseMustBeOfTheStoredLicense() {
        keyHash = new Sha256(Samples.digest("another key"));

        assertWhy(judge(LeaseStatus.ACTIVE), "invalid", "unlicensed", "licenseKeyHash");
    }

    @Test
    void k25TheLeaseMustBeThisDevices() {
        instance = new UUID(1, 2);

        assertWhy(judge(LeaseStatus.ACTIVE), "invalid", "wrong-appliance", "instanceId");
    }

    @Test
    void k26AClockThatWentBackMoreThanAnHourMakesItInvalid() {
        lastSeen = now.plus(Duration.ofHours(1));
        assertThat(judge(LeaseStatus.ACTIVE).word()).isEqualTo("licensed");

        lastSeen = lastSeen.plusSeconds(1);
        assertWhy(judge(LeaseStatus.ACTIVE), "invalid", "clock-rollback", "clock");
    }

    @Test
    void k27TheLeaseEnds() {
        now = Leases.EXPIRES.plusSeconds(300);
        lastSeen = now;
        assertThat(judge(LeaseStatus.ACTIVE).word()).isEqualTo("licensed");

        now = now.plusSeconds(1);
        assertWhy(judge(LeaseStatus.ACTIVE), "expired", "expired", "expiresAt");
    }

    @Test
    void anExpiredLeaseSaysSoItself() {
        assertWhy(judge(LeaseStatus.EXPIRED), "expired", "expired", "status");
    }

    /** K15, K16: the cap counts although the lease itself goes on. */
    @Test
    void theCapOnTheTimeOfflineIsJudgedByItself() {
        maxOffline = Optional.of(Duration.ofHours(24));
        assertThat(judge(LeaseStatus.ACTIVE).word()).isEqualTo("licensed");

        now = now.plusSeconds(1);
        assertWhy(judge(LeaseStatus.ACTIVE), "expired", "expired", "maxOfflineDays");

        maxOffline = Optional.empty();
        assertThat(judge(LeaseStatus.ACTIVE).word()).isEqualTo("licensed");
    }

    /** K14, K21: no record of a contact fails closed while there is a cap. */
    @Test
    void noContactOnRecordIsExpired() {
        lastContact = Optional.empty();
        assertWhy(judge(LeaseStatus.ACTIVE), "expired", "expired", "maxOfflineDays");

        maxOffline = Optional.empty();
        assertThat(judge(LeaseStatus.ACTIVE).word()).isEqualTo("licensed");
    }
}
