package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.HERE;
import static dev.sgate.station.leasing.LeaseSite.LAN;
import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Leases by a clock that goes back, runs ahead or is put right (BEHAVIOUR 4 and 5). */
class LeasingClockTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

    @Test
    void theTimeOfIssueNeverGoesBackUnlessTheClockWasPutRight() {
        site.holdPool(1);
        Granted first = (Granted) site.activate("a");
        Instant issued = first.lease().terms().issuedAt();

        site.pass(Duration.ofMinutes(-50));
        assertThat(((Granted) site.validate(first.instanceId())).lease().terms().issuedAt())
                .isEqualTo(issued);

        site.pass(Duration.ofDays(-1));
        assertThat(((Granted) site.validate(first.instanceId())).lease().terms().issuedAt())
                .isEqualTo(site.now);
    }

    @Test
    void aClockThatIsNotBelievedIsNoVerdictOnAnybody() {
        site.holdPool(2);
        Granted first = (Granted) site.activate("a");
        site.mark();
        site.pass(Duration.ofHours(-1).minusSeconds(1));

        for (LeaseAnswer answer : List.of(
                site.validate(first.instanceId()),
                site.activate("a"),
                site.activate("b"),
                site.deactivate(first.instanceId(), HERE))) {
            assertThat(answer).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.CLOCK_ROLLBACK));
        }
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(1);
        assertThat(ledger.findInstance(first.instanceId()).orElseThrow().expiresAt())
                .isEqualTo(first.lease().terms().expiresAt());

        site.pass(Duration.ofSeconds(1));
        Granted healed = (Granted) site.validate(first.instanceId());
        assertThat(healed.lease().terms().issuedAt())
                .isEqualTo(first.lease().terms().issuedAt());
        granted(site.activate("b"));
    }

    @Test
    void theClockIsBelievedOrNotByThePolicyOfTheLicenseThatIsMeant() {
        site.hold(payload -> payload.put("policy", Samples.members("clockToleranceSeconds", 60)));
        UUID instance = granted(site.activate("a"));
        site.mark();

        site.pass(Duration.ofMinutes(-1));
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
        site.pass(Duration.ofSeconds(-1));
        assertThat(site.validate(instance)).isInstanceOf(LeaseAnswer.Unavailable.class);
        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("policy", Samples.members("clockToleranceSeconds", 60, "clock", "uptime"));
        });
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
    }

    @Test
    void onlyANewerBundleSetsTheTimeOfIssueBack() {
        site.hold(payload -> payload.put("policy", Samples.members("crlMaxAgeDays", 365)));
        Instant right = site.now;
        site.pass(Duration.ofDays(200));
        Granted ahead = (Granted) site.activate("a");
        site.mark();
        site.now = right;
        assertThat(site.validate(ahead.instanceId())).isInstanceOf(LeaseAnswer.Unavailable.class);

        site.reanchor(right);
        Granted after = (Granted) site.validate(ahead.instanceId());
        assertThat(after.lease().terms().issuedAt()).isEqualTo(right);
        site.pass(Duration.ofMinutes(-5));
        assertThat(((Granted) site.validate(ahead.instanceId())).lease().terms().issuedAt())
                .isEqualTo(right);
    }

    /** What was written down 200 days ahead holds nobody up for 200 days. */
    @Test
    void afterAReanchoringSeatsGivenBackAheadAreFreeSoon() {
        site.hold(payload -> {
            payload.put("pool", Samples.members("size", 2));
            payload.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        Instant right = site.now;
        site.pass(Duration.ofDays(200));
        site.deactivate(granted(site.activate("a", LAN)), LAN);
        UUID silent = granted(site.activateUnknownMachine(LAN));
        UUID kept = granted(site.activate("b", LAN));
        site.deactivate(kept, LAN);
        granted(site.activate("c", LAN));
        assertThat(site.activate("d", LAN)).isInstanceOf(LeaseAnswer.Declined.class);
        site.now = right;
        site.reanchor(right);

        assertThat(site.activate("d", LAN)).isInstanceOf(LeaseAnswer.LimitReached.class);
        assertThat(ledger.findInstance(silent).orElseThrow().issuedAt()).isEqualTo(right);
        site.pass(Duration.ofDays(30).plusSeconds(1));
        granted(site.activate("d", LAN));
        assertThat(site.events("deactivation").getLast()).contains("\"why\":\"idle\"");
    }

    @Test
    void aSeatGivenBackAheadIsFreeWhenALeaseOfNowWouldBeOver() {
        site.hold(payload -> {
            payload.put("pool", Samples.members("size", 2));
            payload.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        Instant right = site.now;
        site.pass(Duration.ofDays(200));
        UUID kept = granted(site.activate("kept"));
        site.deactivate(granted(site.activate("a")), HERE);
        site.now = right;
        site.reanchor(right);
        granted(site.validate(kept));

        Instant soon = right.plus(Duration.ofDays(7)).plusSeconds(300);
        assertThat(ledger.pool(LeaseSite.licenseId(), 0).getLast().freeFrom()).contains(soon);
    }
}
