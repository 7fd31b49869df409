package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cases 24 to 28 of LEASE-PROTOCOL 9: the SDK key, bursts, clocks, and a whole life. */
class ConformanceServiceTest extends ConformanceSite {
    @Test
    void case24WithoutTheSdkKeyNothingIsToldButTheKeyset() throws IOException {
        site.hold(Samples.AS_IT_IS);
        service.close();
        serve(site, Optional.of(new SdkKey(Sha256.of(SDK_KEY.getBytes(StandardCharsets.UTF_8)))));
        String right = "X-Keylight-SDK-Key: " + SDK_KEY + "\r\n";
        String body = SdkClient.activation(KEY, machine("a"));
        List<String> told = new ArrayList<>();
        for (String wrong : List.of("", "X-Keylight-SDK-Key:\r\n", right.replace('7', '8'), right + right)) {
            for (String path : List.of(ACTIVATE, "/other/lantern/activate", "/site/none/activate")) {
                Wire.Reply reply = wire.post(path, wrong, body);
                assertError(401, reply);
                told.add(seen(reply));
            }
        }
        assertThat(told).as("nobody can tell what is here").containsOnly(told.getFirst());
        assertThat(site.seats()).isZero();
        assertThat(wire.get(KEYSET).status()).isEqualTo(200);
        assertThat(wire.post(ACTIVATE, right, body).status()).isEqualTo(200);
        assertThat(wire.post("/site/none/activate", right, body).status()).isEqualTo(404);
    }

    /** The time is printed: it is the bench's to judge it. */
    @Test
    void case25AllSeatsOfALargeSiteValidateAtOnceAndNobodyIsSentAway() throws Exception {
        int seats = 500;
        holdPool(seats);
        SdkClient judge = new SdkClient(wire).fetchKeys();
        List<String> instances = atOnce(seats, i -> activation("desk " + i)).stream()
                .map(reply -> reply.json().path("instance_id").textValue())
                .toList();
        assertThat(instances).doesNotHaveDuplicates().doesNotContainNull();

        long begun = System.nanoTime();
        List<Wire.Reply> replies = atOnce(
                seats, i -> wire.post(VALIDATE, SdkClient.validation(KEY, instances.get(i), machine("desk " + i))));
        System.out.println(seats + " validates over sockets: " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(replies).extracting(Wire.Reply::status).containsOnly(200);
        assertThat(replies).allMatch(reply -> judge.verifies(reply.json().path("lease")));
        assertThat(site.events("over-activation-attempt")).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void case26AServerClockThatIsWrongMakesNoLeaseUnverifiable() {
        site.hold(license -> license.put("tier", "enterprise"));
        Instant clients = site.now().plus(Duration.ofDays(8));
        SdkClient client = licensed("a");
        assertThat(client.state(clients)).as("8 days slow: over when it comes").isEqualTo("expired");
        site.setNow(clients.minus(Duration.ofDays(6)));
        client.validate(clients);
        assertThat(client.state(clients)).as("6 days slow").isEqualTo("licensed");
        assertThat(client.state(clients.plus(Duration.ofDays(1)).plusSeconds(301)))
                .isEqualTo("expired");
        site.setNow(clients.plus(Duration.ofHours(1)));
        client.validate(clients);
        assertThat(client.state(clients)).as("an hour fast").isEqualTo("licensed");

        long issued = client.lease().path("issuedAt").longValue();
        for (int minutes : new int[] {-1, -50, -30, 20, -20}) {
            site.pass(Duration.ofMinutes(minutes));
            assertThat(client.validate(clients).status()).isEqualTo(200);
            long next = client.lease().path("issuedAt").longValue();
            assertThat(next).isGreaterThanOrEqualTo(issued);
            issued = next;
        }
        site.pass(Duration.ofDays(-5));
        assertThat(client.validate(clients).status()).isEqualTo(200);
        assertThat(client.lease().path("issuedAt").longValue())
                .as("a bundle put the clock right")
                .isEqualTo(site.now().getEpochSecond());
        assertThat(client.verifies(client.lease())).isTrue();
    }

    @Test
    void case27KeylessAndConfigAreAnsweredAndKeepNothing() throws IOException {
        site.hold(Samples.AS_IT_IS);
        String beacon = "{\"instance_id\":\"" + UUID.randomUUID() + "\",\"machine_hash\":\"" + Samples.digest("a")
                + "\",\"state\":\"free_tier\",\"sdk\":\"js\"}";
        long before = events();
        assertThat(wire.post("/site/lantern/keyless", beacon).body()).isEqualTo("{}");
        assertThat(wire.post("/site/nobody/keyless", beacon).body()).isEqualTo("{}");
        assertThat(wire.get("/site/lantern/config").body()).isEqualTo("{}");
        assertThat(site.seats()).isZero();
        restart();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void case28AClientsWholeLife() throws IOException {
        site.hold(Samples.AS_IT_IS);
        SdkClient client = licensed("a");
        SdkClient other = licensed("b");
        site.pass(Duration.ofHours(20));
        client.fetchKeys();
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        JsonNode kept = client.lease();
        assertThat(client.state(site.now().plus(Duration.ofHours(47))))
                .as("offline")
                .isEqualTo("licensed");
        assertThat(client.state(site.now().plus(Duration.ofHours(49))))
                .as("offline too long")
                .isEqualTo("expired");

        restart();
        client.moveTo(wire);
        other.moveTo(wire);
        site.pass(Duration.ofHours(24));
        assertThat(client.fetchKeys().validate(site.now()).status()).isEqualTo(200);
        assertThat(client.lease()).isNotEqualTo(kept);
        assertThat(other.deactivate().status()).isEqualTo(200);
        assertThat(other.state(site.now())).isEqualTo("none");

        revoke();
        assertThat(client.state(site.now())).as("until its next launch").isEqualTo("licensed");
        assertThat(client.validate(site.now()).error()).isEqualTo("License has been revoked");
        assertThat(client.state(site.now())).isEqualTo("none");
        assertThat(activation("c").error()).isEqualTo("License key not found");
    }
}
