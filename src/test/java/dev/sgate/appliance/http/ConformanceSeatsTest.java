package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Cases 20 to 23 of LEASE-PROTOCOL 9: who has a seat. */
class ConformanceSeatsTest extends ConformanceSite {
    @Test
    void case20NSeatsAndNotOneMoreAlsoAtOnceAndAfterARestart() throws Exception {
        holdPool(3);
        SdkClient first = licensed("a");
        SdkClient second = licensed("b");
        List<Wire.Reply> race = atOnce(8, i -> activation("racer " + i));
        assertThat(race).extracting(Wire.Reply::status).containsOnlyOnce(200).containsOnly(200, 402);
        restart();
        for (SdkClient client : List.of(first, second)) {
            client.moveTo(wire);
            assertThat(client.validate(site.now()).status()).isEqualTo(200);
        }
        assertThat(activation("c").status()).isEqualTo(402);
        assertThat(site.seats()).isEqualTo(3);

        assertThat(first.deactivate().status()).isEqualTo(200);
        restart();
        assertThat(activation("c").status()).isEqualTo(200);
        assertThat(activation("d").status()).isEqualTo(402);
        assertThat(site.events("over-activation-attempt")).isNotEmpty();
    }

    @Test
    void case21TheSameMachineIsTheSameInstanceAndASilentStrangerLosesItsSeat() {
        site.hold(license -> {
            license.put("pool", Samples.members("size", 3));
            license.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        String instance = licensed("a").instanceId();
        assertThat(licensed("a").instanceId()).isEqualTo(instance);
        assertThat(site.seats()).isEqualTo(1);

        SdkClient silent = new SdkClient(wire).fetchKeys();
        SdkClient other = new SdkClient(wire).fetchKeys();
        assertThat(silent.activate(KEY, Optional.empty(), site.now()).status()).isEqualTo(200);
        assertThat(other.activate(KEY, Optional.empty(), site.now()).status()).isEqualTo(200);
        assertThat(activation("b").status()).isEqualTo(402);
        site.pass(Duration.ofDays(29));
        other.validate(site.now());
        site.pass(Duration.ofDays(1).plusSeconds(1));
        assertThat(activation("b").status()).isEqualTo(200);
        assertThat(silent.validate(site.now()).status()).isEqualTo(422);
        assertThat(other.validate(site.now()).status()).isEqualTo(200);
    }

    @Test
    void case22AReplyThatIsLostCostsNoSecondSeatWhereTheMachineIsKnown() {
        holdPool(9);
        String known = SdkClient.activation(KEY, machine("a"));
        wire.postAndHangUp(ACTIVATE, known);
        Awaitility.await().until(() -> site.seats() == 1);
        wire.postAndHangUp(ACTIVATE, known);
        wire.postAndHangUp(ACTIVATE, known);
        assertThat(wire.post(ACTIVATE, known).json().path("activated").booleanValue())
                .isTrue();
        assertThat(site.seats()).isEqualTo(1);

        String unknown = SdkClient.activation(KEY, Optional.empty());
        wire.postAndHangUp(ACTIVATE, unknown);
        Awaitility.await().until(() -> site.seats() == 2);
        assertThat(wire.post(ACTIVATE, unknown).status()).isEqualTo(200);
        assertThat(site.seats())
                .as("a machine without a hash cannot be known again")
                .isEqualTo(3);
        assertThat(site.events("activation")).hasSize(3);
    }

    @Test
    void case23GivenBackTwiceIsDefinitiveAndACopiedStoreDropsOut() {
        holdPool(2);
        SdkClient client = licensed("a");
        String store = SdkClient.validation(KEY, client.instanceId(), machine("copy"));
        assertThat(wire.post(VALIDATE, store).status())
                .as("a copy is served while the seat is held")
                .isEqualTo(200);
        assertThat(client.deactivate().status()).isEqualTo(200);
        Wire.Reply again = client.deactivate();
        assertError(422, again);
        assertThat(again.error()).isEqualTo(GONE);
        assertError(422, wire.post(VALIDATE, store));
        assertThat(site.events("over-activation-attempt")).hasSize(1);
    }
}
