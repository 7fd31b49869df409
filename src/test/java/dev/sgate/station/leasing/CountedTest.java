package dev.sgate.station.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Keyring;
import dev.sgate.station.MemoryLedger;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the lease service tells the meter (C103 to C106). The sample license is of the tier team: 48 hours. */
class CountedTest {
    private final LeaseSite site = new LeaseSite(new MemoryLedger());

    @BeforeEach
    void aLicense() {
        site.hold(license -> license.put("tier", "team"));
    }

    @Test
    void aSeatIsCountedOnceForADevice() {
        LeaseSite.granted(site.activate("press 1"));
        assertThat(site.counted).containsExactly("seat team");
        LeaseSite.granted(site.activate("press 1"));
        assertThat(site.counted).as("the same device again").hasSize(1);
        LeaseSite.granted(site.activate("press 2"));
        assertThat(site.counted).containsExactly("seat team", "seat team");
    }

    @Test
    void noSeatIsNoCount() {
        site.hold(license -> {
            license.put("tier", "team");
            license.put("serial", 6);
            license.put("pool", Samples.members("size", 1));
        });
        LeaseSite.granted(site.activate("press 1"));
        assertThat(site.activate("press 2")).isInstanceOf(LeaseAnswer.LimitReached.class);
        assertThat(site.counted).containsExactly("seat team");
    }

    @Test
    void whatWasLeftIsThatOfTheLeaseBefore() {
        UUID instance = LeaseSite.granted(site.activate("press 1"));
        site.counted.clear();
        site.pass(Duration.ofHours(7));
        LeaseSite.granted(site.validate(instance));
        assertThat(site.counted).containsExactly("check team SUCCESS", "left team PT41H");
        site.pass(Duration.ofHours(50));
        LeaseSite.granted(site.validate(instance));
        assertThat(site.counted).endsWith("check team SUCCESS", "left team PT-2H");
    }

    @Test
    void whoIsNotKnownIsNotCounted() {
        site.activate("press 1");
        site.counted.clear();
        site.validate(UUID.randomUUID());
        site.signerBroken = true;
        site.activate("press 2");
        assertThat(site.counted).isEmpty();
    }

    @Test
    void aBrokenMachineIsNoCheck() {
        UUID instance = LeaseSite.granted(site.activate("press 1"));
        site.counted.clear();
        site.signerBroken = true;
        assertThat(site.validate(instance)).isInstanceOf(LeaseAnswer.Unavailable.class);
        assertThat(site.counted).isEmpty();
    }

    @Test
    void anEndedLicenseIsExpiredAndOneThatDoesNotProveItselfIsTampered() {
        UUID instance = LeaseSite.granted(site.activate("press 1"));
        site.counted.clear();
        site.pass(Duration.ofDays(3000));
        assertThat(site.validate(instance)).isInstanceOf(LeaseAnswer.Expired.class);
        assertThat(site.counted).first().isEqualTo("check team EXPIRED");
        site.counted.clear();
        site.keyring = Keyring.nothing("the trust document is gone");
        assertThat(site.validate(instance)).isInstanceOf(LeaseAnswer.Unavailable.class);
        assertThat(site.counted).first().asString().startsWith("check none TAMPERED");
        site.keyring = TestKeys.keyring();
        site.counted.clear();
        site.validate(instance);
        assertThat(site.counted).first().isEqualTo("check team EXPIRED");
    }
}
