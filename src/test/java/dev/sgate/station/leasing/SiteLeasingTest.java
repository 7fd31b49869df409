package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.HERE;
import static dev.sgate.station.leasing.LeaseSite.LAN;
import static dev.sgate.station.leasing.LeaseSite.OWN_MACHINE;
import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.PoolSeat;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets a seat, and a lease with it (BEHAVIOUR 5 and LEASE-PROTOCOL 5 and 9, "Meaning"). */
class SiteLeasingTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

    @Test
    void aSeatComesWithALeaseOfTheLicense() {
        site.holdPool(2);
        Granted granted = (Granted) site.activate("a");
        Lease lease = granted.lease();

        assertThat(granted.licenseExpiresAt()).isEqualTo(Instant.parse(Samples.VALID_UNTIL));
        assertThat(lease.terms().instanceId()).isEqualTo(granted.instanceId());
        assertThat(lease.terms().status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(lease.terms().entitlements()).containsExactly("base", "reports");
        assertThat(lease.terms().expiresAt()).isEqualTo(site.now.plus(Duration.ofDays(2)));
        assertThat(site.events("activation"))
                .singleElement()
                .asString()
                .contains("\"instanceId\":\"" + granted.instanceId() + "\"", "\"seatsTaken\":1", "\"poolSize\":2")
                .doesNotContain("desk 4");
    }

    @Test
    void nMachinesAreGrantedAndTheNextIsNot() {
        site.holdPool(2);
        UUID first = granted(site.activate("a"));
        granted(site.activate("b"));

        assertThat(site.activate("c")).isInstanceOf(LeaseAnswer.LimitReached.class);
        assertThat(site.events("over-activation-attempt"))
                .singleElement()
                .asString()
                .contains("\"code\":\"pool-exhausted\"");
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(2);
        assertThat(ledger.findInstance(LeaseSite.licenseId(), LeaseSite.fingerprint("c")))
                .isEmpty();
        assertThat(site.validate(first)).isInstanceOf(Granted.class);
    }

    @Test
    void theSameMachineGetsItsOwnSeatAndInstance() {
        site.holdPool(1);
        UUID first = granted(site.activate("a"));

        assertThat(granted(site.activate("a"))).isEqualTo(first);
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(1);
        assertThat(site.events("activation")).hasSize(1);
    }

    @Test
    void withoutAMachineHashEachActivationIsADeviceOfItsOwn() {
        site.holdPool(2);
        UUID first = granted(site.activateUnknownMachine(HERE));

        assertThat(granted(site.activateUnknownMachine(HERE))).isNotEqualTo(first);
        assertThat(site.activateUnknownMachine(HERE)).isInstanceOf(LeaseAnswer.LimitReached.class);
    }

    @Test
    void aKeyIsTheSameHoweverItIsTyped() {
        site.holdPool(2);
        String typed = "  " + Samples.LICENSE_KEY.toLowerCase(Locale.ROOT).replace("-", "\u00a0") + "\t";
        granted(site.leasing.activate(
                new Activation("site", "lantern", typed, Optional.empty(), Optional.empty()), HERE));
    }

    @Test
    void ofTwoLicensesWithOneKeyTheNewestSerialServes() {
        site.holdPool(2);
        site.hold(payload -> {
            payload.put("licenseId", "7d3c2b1a-9f8e-4d6c-8b5a-000000000000");
            payload.put("serial", 9);
            payload.put("entitlements", List.of("newer"));
        });
        Set<String> entitlements = Stream.of((Granted) site.activate("a"))
                .flatMap(granted -> granted.lease().terms().entitlements().stream())
                .collect(Collectors.toSet());
        assertThat(entitlements).containsExactly("newer");
    }

    /** Else it would sit beside the appliance in one seat, and could give the appliance's seat back. */
    @Test
    void whoSaysToBeTheApplianceItselfIsAStrangerWithASeatOfItsOwn() {
        site.holdPool(2);
        ledger.commit(List.of(new SeatTaken(LeaseSite.licenseId(), 0, OWN_MACHINE, site.now)), List.of());
        Activation asAppliance = LeaseSite.activation(Optional.of(OWN_MACHINE.hex()));
        UUID instance = granted(site.leasing.activate(asAppliance, HERE));

        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).hasSize(2);
        assertThat(site.leasing.activate(asAppliance, HERE)).isInstanceOf(LeaseAnswer.LimitReached.class);
        site.deactivate(instance, HERE);
        assertThat(ledger.pool(LeaseSite.licenseId(), 0).getFirst()).isEqualTo(PoolSeat.held(OWN_MACHINE, site.now));
    }

    /** The hash is all that the protocol has for a device: whoever names it shares its one instance, and its seat. */
    @Test
    void whoNamesABoundDeviceHasItsSeatAndNoOther() {
        site.hold(payload ->
                payload.put("pool", Samples.members("size", 2, "devices", List.of(LeaseSite.machine("bound")))));
        UUID bound = granted(site.activate("bound"));

        assertThat(granted(site.activate("bound", LAN))).isEqualTo(bound);
        assertThat(site.events("over-activation-attempt"))
                .singleElement()
                .asString()
                .contains("\"why\":\"places\"");
        granted(site.activate("a"));
        assertThat(site.activate("b")).isInstanceOf(LeaseAnswer.LimitReached.class);
        site.deactivate(bound, LAN);
        assertThat(site.activate("b")).isInstanceOf(LeaseAnswer.LimitReached.class);
        granted(site.activate("bound"));
    }

    @Test
    void oneInstanceAtTwoAddressesIsRecordedAndServed() {
        site.holdPool(1);
        UUID instance = granted(site.activate("a"));

        for (Caller caller : List.of(LAN, HERE, LAN)) {
            assertThat(site.validate(instance, caller)).isInstanceOf(Granted.class);
        }
        assertThat(site.events("over-activation-attempt"))
                .singleElement()
                .asString()
                .contains("\"why\":\"places\"");
    }

    @Test
    void contactsAreJournaledOnceAnHour() {
        site.holdPool(1);
        UUID instance = granted(site.activate("a"));
        for (int minute = 0; minute < 120; minute++) {
            site.pass(Duration.ofMinutes(1));
            site.validate(instance);
        }
        assertThat(site.events("validation")).hasSize(2);

        site.pass(Duration.ofHours(30));
        site.validate(instance);
        assertThat(site.events("renewal")).hasSize(1);
    }

    @Test
    void retiredKeysAreListedAsLongAsTheLicensesAsk() {
        site.leasing.keyset("site");
        assertThat(site.listedFor).isEqualTo(Duration.ofDays(15));

        site.hold(payload -> payload.put("policy", Samples.members("maxOfflineDays", 90)));
        site.leasing.keyset("site");
        assertThat(site.listedFor).isEqualTo(Duration.ofDays(90));
    }
}
