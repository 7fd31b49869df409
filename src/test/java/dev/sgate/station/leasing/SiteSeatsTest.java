package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.DeviceIdentity;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.SiteSeats;
import dev.sgate.station.SiteSeats.Release;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A seat that site IT takes back from an application. */
class SiteSeatsTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);
    private final SiteSeats seats = new SiteSeats(ledger, () -> site.keyring, device(), site.time());

    private static DeviceIdentity device() {
        return new DeviceIdentity() {
            @Override
            public SigningKey key() {
                return TestKeys.device("appliance-1").key();
            }

            @Override
            public UUID applianceId() {
                return new UUID(1, 2);
            }

            @Override
            public Fingerprint fingerprint() {
                return Fingerprint.ofMachineId("appliance");
            }
        };
    }

    @Test
    void isFreeWhenItsLastLeaseHasRunOut() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        Instant leaseOver =
                ledger.findInstance(instance).orElseThrow().expiresAt().plusSeconds(300);

        assertThat(seats.release(instance.toString()))
                .isInstanceOfSatisfying(
                        Release.Freed.class,
                        freed -> assertThat(freed.freeFrom()).isEqualTo(leaseOver));
        assertThat(ledger.pool(LeaseSite.licenseId(), 0).getFirst().freeFrom()).contains(leaseOver);
        assertThat(ledger.findInstance(instance)).isEmpty();
    }

    /** Its lease was given while the clock was far ahead; nobody waits until then for the seat. */
    @Test
    void thatWasTakenWhileTheClockWasFarAheadIsFreeSoon() {
        site.hold(payload -> {
            payload.put("pool", Samples.members("size", 2));
            payload.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        Instant right = site.now;
        site.pass(Duration.ofDays(200));
        UUID instance = granted(site.activate("a"));
        site.now = right;
        site.reanchor(right);

        Instant soon = right.plus(Duration.ofDays(7)).plusSeconds(300);
        assertThat(seats.preview(instance.toString()))
                .isInstanceOfSatisfying(
                        Release.Freed.class,
                        freed -> assertThat(freed.freeFrom()).isEqualTo(soon));
        seats.release(instance.toString());
        assertThat(ledger.pool(LeaseSite.licenseId(), 0).getFirst().freeFrom()).contains(soon);
    }
}
