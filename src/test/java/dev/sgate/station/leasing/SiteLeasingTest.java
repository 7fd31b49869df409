package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.HERE;
import static dev.sgate.station.leasing.LeaseSite.LAN;
import static dev.sgate.station.leasing.LeaseSite.OWN_MACHINE;
import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.StateChange.JournalForked;
import dev.sgate.station.StateChange.RevocationListHeld;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
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

/** BEHAVIOUR 5 and LEASE-PROTOCOL 5 and 9, "Meaning". */
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
        assertThat(ledger.findInstance(LeaseSite.licenseId(), fingerprint("c"))).isEmpty();
        assertThat(site.validate(first)).isInstanceOf(Granted.class);
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
        assertThat(ledger.findInstance(LeaseSite.licenseId(), fingerprint("b"))).isEmpty();
        assertThat(site.validate(first)).isInstanceOf(Granted.class);
        assertThat(granted(site.activate("a"))).isEqualTo(first);

        site.hold(payload -> {
            payload.put("serial", 6);
            payload.put("pool", Samples.members("size", 3, "epoch", 1));
        });
        granted(site.activate("b"));
        assertThat(ledger.seats(LeaseSite.licenseId(), 1)).hasSize(1);
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

    /** An application that gives its seat back whenever it stops. */
    @Test
    void comingBackToOnesOwnSeatIsNoNewSeatOfTheAddress() {
        site.holdPool(9);
        for (int start = 0; start < 6; start++) {
            UUID instance = granted(site.activate("a", LAN));
            assertThat(site.deactivate(instance, LAN)).isInstanceOf(LeaseAnswer.Released.class);
        }
        for (String machine : List.of("b", "c", "d")) {
            granted(site.activate(machine, LAN));
        }
        assertThat(site.activate("e", LAN)).isInstanceOf(LeaseAnswer.Declined.class);
    }

    @Test
    void anAddressOnTheLanTakesFourNewSeatsADay() {
        site.holdPool(9);
        for (String machine : List.of("a", "b", "c", "d")) {
            granted(site.activate(machine, LAN));
        }
        assertThat(site.activate("e", LAN))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Declined.class,
                        declined -> assertThat(declined.refusal().evidence().facts())
                                .containsEntry("address", LAN.address()));
        granted(site.activate("a", LAN));
        granted(site.activate("e", HERE));
        site.pass(Duration.ofDays(1));
        granted(site.activate("f", LAN));
    }

    /** Each pair costs two events and a row; without an end to it, any program on this machine could fill the disk. */
    @Test
    void anAddressTakesTwoThousandSeatsADayInAllAlsoOnThisMachine() {
        site.holdPool(9);
        for (int pair = 0; pair < Activating.SEATS_A_DAY; pair++) {
            site.deactivate(granted(site.activate("a")), HERE);
        }
        assertThat(site.activate("a"))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Declined.class,
                        declined -> assertThat(declined.refusal().evidence().facts())
                                .containsEntry("seatsADay", "2000"));
        int events = site.events("activation").size();
        assertThat(site.activate("b")).isInstanceOf(LeaseAnswer.Declined.class);
        assertThat(site.events("activation")).hasSize(events);
        UUID elsewhere = granted(site.activate("a", LAN));
        assertThat(site.validate(elsewhere)).isInstanceOf(Granted.class);

        site.pass(Duration.ofDays(1));
        granted(site.activate("b"));
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
    void whatIsNotHereIsUnknown() {
        site.holdPool(2);
        String key = Samples.LICENSE_KEY;
        for (Activation wrong : List.of(
                new Activation("other", "lantern", key, Optional.empty(), Optional.empty()),
                new Activation("site", "beacon", key, Optional.empty(), Optional.empty()),
                new Activation("site", "lantern", "OTHER-KEY", Optional.empty(), Optional.empty()))) {
            assertThat(site.leasing.activate(wrong, HERE)).isInstanceOf(LeaseAnswer.UnknownKey.class);
        }
        assertThat(ledger.seats(LeaseSite.licenseId(), 0)).isEmpty();
        assertThat(site.leasing.keyset("other")).isEmpty();
        assertThat(site.leasing.keyset("site")).isPresent();
        assertThat(site.events("refused")).singleElement().asString().contains("\"count\":1");

        site.pass(Duration.ofHours(1));
        site.leasing.activate(new Activation("other", "x", key, Optional.empty(), Optional.empty()), HERE);
        assertThat(site.events("refused").getLast()).contains("\"count\":3");
    }

    @Test
    void aKeyIsTheSameHoweverItIsTyped() {
        site.holdPool(2);
        String typed = "  " + Samples.LICENSE_KEY.toLowerCase(Locale.ROOT).replace("-", "\u00a0") + "\t";
        granted(site.leasing.activate(
                new Activation("site", "lantern", typed, Optional.empty(), Optional.empty()), HERE));
    }

    @Test
    void anotherLicensesKeyDoesNotOpenAnInstance() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        site.hold(payload -> {
            payload.put("licenseId", "7d3c2b1a-9f8e-4d6c-8b5a-000000000000");
            payload.put("licenseKeyHash", new LicenseKey("OTHER-KEY").hash().hex());
        });

        for (String id : List.of(instance.toString(), UUID.randomUUID().toString(), "x")) {
            assertThat(site.leasing.validate(
                            new Validation("site", "lantern", "other key", id, Optional.empty()), HERE))
                    .isInstanceOf(LeaseAnswer.InstanceUnknown.class);
        }
    }

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
    void withoutABelievedKeyNobodyLosesAnything() {
        site.holdPool(2);
        UUID instance = granted(site.activate("a"));
        site.keyring = Keyring.nothing("the trust document is gone");

        assertThat(site.validate(instance)).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.REVOKED_KEY));
    }

    @Test
    void aLicenseThatWaitsForAPersonGivesNoSeatBefore() {
        site.hold(payload -> payload.put("policy", Samples.members("confirm", "manual")));
        assertThat(site.activate("a")).isEqualTo(new LeaseAnswer.Unavailable(RefusalCode.NEEDS_CONFIRMATION));

        site.confirm();
        granted(site.activate("a"));
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

    /** What the journal did not get is told again, and not an hour later. */
    @Test
    void aRefusalWhoseCommitFailedIsToldWithTheNext() {
        site.holdPool(1);
        ledger.failNextCommit(new IllegalStateException("disk full"));
        assertThatThrownBy(() -> site.validate(UUID.randomUUID())).hasRootCauseMessage("disk full");
        assertThat(site.events("refused")).isEmpty();

        site.validate(UUID.randomUUID());
        site.validate(UUID.randomUUID());
        assertThat(site.events("refused")).singleElement().asString().contains("\"count\":1");
    }

    @Test
    void whoIsTurnedAwayAtTheWireIsJournaledOnceAnHourForEachAddressAndReason() {
        for (int i = 0; i < 5; i++) {
            site.leasing.turnedAway(Leasing.TurnedAway.SDK_KEY, "192.0.2.7");
        }
        site.leasing.turnedAway(Leasing.TurnedAway.NETWORK, "192.0.2.7");
        site.leasing.turnedAway(Leasing.TurnedAway.SDK_KEY, "192.0.2.8");
        assertThat(site.events("refused")).hasSize(3);
        assertThat(site.events("refused").getFirst())
                .contains("\"why\":\"key\"", "\"address\":\"192.0.2.7\"", "\"code\":\"unlicensed\"", "\"count\":1");

        site.pass(Duration.ofHours(1));
        site.leasing.turnedAway(Leasing.TurnedAway.SDK_KEY, "192.0.2.7");
        assertThat(site.events("refused").getLast()).contains("\"count\":5");
    }

    @Test
    void aTurnedAwayThatCouldNotBeJournaledIsToldWithTheNext() {
        ledger.failNextCommit(new IllegalStateException("disk full"));
        assertThatThrownBy(() -> site.leasing.turnedAway(Leasing.TurnedAway.SDK_KEY, "192.0.2.7"))
                .hasMessage("disk full");

        site.leasing.turnedAway(Leasing.TurnedAway.SDK_KEY, "192.0.2.7");
        assertThat(site.events("refused")).singleElement().asString().contains("\"count\":1");
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

    @Test
    void retiredKeysAreListedAsLongAsTheLicensesAsk() {
        site.leasing.keyset("site");
        assertThat(site.listedFor).isEqualTo(Duration.ofDays(15));

        site.hold(payload -> payload.put("policy", Samples.members("maxOfflineDays", 90)));
        site.leasing.keyset("site");
        assertThat(site.listedFor).isEqualTo(Duration.ofDays(90));
    }

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

    private static Fingerprint fingerprint(String machine) {
        return new Fingerprint(new Sha256(LeaseSite.machine(machine)));
    }
}
