package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.HERE;
import static dev.sgate.station.leasing.LeaseSite.LAN;
import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.MemoryLedger;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a seat is free for another: it was given back, its device is silent, or a new bundle says so (BEHAVIOUR 5). */
class FreedSeatsTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

    @Test
    void givingBackFreesExactlyOneSeatAndTheInstanceIsGone() {
        site.holdPool(1);
        UUID first = granted(site.activate("a"));

        assertThat(site.deactivate(first, HERE)).isInstanceOf(LeaseAnswer.Released.class);
        assertThat(site.deactivate(first, HERE)).isInstanceOf(LeaseAnswer.InstanceUnknown.class);
        assertThat(site.validate(first)).isInstanceOf(LeaseAnswer.InstanceUnknown.class);
        granted(site.activate("b"));
        assertThat(site.activate("c")).isInstanceOf(LeaseAnswer.LimitReached.class);
        assertThat(site.events("activation").getLast()).contains("\"reusedEarly\":\"" + LeaseSite.machine("a") + "\"");
    }

    /** One early in seven days for a pool of one; the next must wait until the lease has run out, and 300 s. */
    @Test
    void seatsAreNotPassedAroundFasterThanThePoolIsLarge() {
        site.holdPool(1);
        site.deactivate(granted(site.activate("a")), HERE);
        site.deactivate(granted(site.activate("b")), HERE);
        assertThat(site.activate("c")).isInstanceOf(LeaseAnswer.LimitReached.class);

        site.pass(Duration.ofDays(2).plusSeconds(300));
        assertThat(site.activate("c")).isInstanceOf(LeaseAnswer.LimitReached.class);
        site.pass(Duration.ofSeconds(1));
        granted(site.activate("c"));
    }

    @Test
    void whoGaveItsSeatBackMayHaveItAgain() {
        site.holdPool(1);
        UUID first = granted(site.activate("a"));
        site.deactivate(first, HERE);

        assertThat(granted(site.activate("a"))).isNotEqualTo(first);
        assertThat(site.activate("b")).isInstanceOf(LeaseAnswer.LimitReached.class);
    }

    @Test
    void onlyTheAddressThatHadItLastGivesASeatBack() {
        site.holdPool(1);
        UUID instance = granted(site.activate("a", LAN));

        assertThat(site.deactivate(instance, HERE)).isInstanceOf(LeaseAnswer.InstanceUnknown.class);
        site.validate(instance, HERE);
        assertThat(site.deactivate(instance, LAN)).isInstanceOf(LeaseAnswer.InstanceUnknown.class);
        assertThat(site.deactivate(instance, HERE)).isInstanceOf(LeaseAnswer.Released.class);
    }

    @Test
    void withoutALicenseKeyNothingIsGivenBack() {
        site.holdPool(1);
        UUID instance = granted(site.activate("a"));

        assertThat(site.leasing.deactivate(
                        new Deactivation("site", "lantern", Optional.empty(), instance.toString(), Optional.empty()),
                        HERE))
                .isInstanceOf(LeaseAnswer.InstanceUnknown.class);
        assertThat(site.validate(instance)).isInstanceOf(Granted.class);
    }

    @Test
    void aSilentDeviceThatIsNotKnownAgainLosesItsSeatToTheNext() {
        site.hold(payload -> {
            payload.put("pool", Samples.members("size", 1));
            payload.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        UUID silent = granted(site.activateUnknownMachine(HERE));
        site.pass(Duration.ofDays(30));
        assertThat(site.activate("a")).isInstanceOf(LeaseAnswer.LimitReached.class);

        site.pass(Duration.ofSeconds(1));
        granted(site.activate("a"));
        assertThat(site.events("deactivation")).singleElement().asString().contains("\"why\":\"idle\"");
        assertThat(site.validate(silent)).isInstanceOf(LeaseAnswer.SeatLost.class);
    }

    /** 0012: its id is kept, so that a client that was only silent needs no person where there is room. */
    @Test
    void whoseSeatWasReclaimedSitsAgainWhereThereIsRoom() {
        site.hold(payload -> {
            payload.put("pool", Samples.members("size", 1));
            payload.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        UUID silent = granted(site.activateUnknownMachine(HERE));
        site.pass(Duration.ofDays(30).plusSeconds(1));
        granted(site.activate("a"));
        assertThat(site.events("deactivation")).singleElement().asString().contains("\"why\":\"idle\"");

        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("pool", Samples.members("size", 2));
            payload.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        assertThat(granted(site.validate(silent))).isEqualTo(silent);
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(2);
    }

    @Test
    void aHigherEpochFreesTheSeatsAndNotTheInstances() {
        site.holdPool(2);
        UUID first = granted(site.activate("a"));
        UUID second = granted(site.activate("b"));
        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("pool", Samples.members("size", 1, "epoch", 1));
        });

        assertThat(granted(site.validate(second))).isEqualTo(second);
        assertThat(site.validate(first)).isInstanceOf(LeaseAnswer.SeatLost.class);
        assertThat(ledger.findInstance(first)).isPresent();
    }

    @Test
    void aSmallerPoolRefusesTheRenewalOfTheNewest() {
        site.holdPool(2);
        UUID first = granted(site.activate("a"));
        site.pass(Duration.ofMinutes(1));
        UUID second = granted(site.activate("b"));
        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("pool", Samples.members("size", 1));
        });

        assertThat(site.validate(second)).isInstanceOf(LeaseAnswer.SeatLost.class);
        assertThat(site.validate(first)).isInstanceOf(Granted.class);
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(2);
    }
}
