package dev.sgate.station.leasing;

import static dev.sgate.station.leasing.LeaseSite.HERE;
import static dev.sgate.station.leasing.LeaseSite.LAN;
import static dev.sgate.station.leasing.LeaseSite.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.MemoryLedger;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many seats one address takes in a day. */
class AddressLimitsTest {
    private final LeaseSite site = new LeaseSite(new MemoryLedger());

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
}
