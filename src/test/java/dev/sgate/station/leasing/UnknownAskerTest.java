package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.HERE;
import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.LicenseKey;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who asks for what is not here learns nothing; the journal hears of it, and seldom. */
class UnknownAskerTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final LeaseSite site = new LeaseSite(ledger);

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
}
