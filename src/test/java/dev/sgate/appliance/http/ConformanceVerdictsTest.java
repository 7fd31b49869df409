package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.store.TestLedgers;
import dev.sgate.vectors.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cases 15 to 19 of LEASE-PROTOCOL 9: what is said to revoked, unknown and expired, and in trouble. */
class ConformanceVerdictsTest extends ConformanceSite {
    @Test
    void case15RevokedDeactivatedUnknownAndTheWrongKeyAre422WithoutALease() {
        holdPool(9);
        holdAnother();
        SdkClient gone = licensed("a");
        gone.deactivate();
        SdkClient client = licensed("b");
        for (Wire.Reply reply : List.of(
                wire.post(VALIDATE, SdkClient.validation(KEY, gone.instanceId(), Optional.empty())),
                wire.post(VALIDATE, SdkClient.validation(KEY, UUID.randomUUID().toString(), Optional.empty())),
                wire.post(VALIDATE, SdkClient.validation("OTHER-KEY", client.instanceId(), Optional.empty())))) {
            assertError(422, reply);
            assertThat(reply.error()).isEqualTo(GONE);
        }
        revoke();
        Wire.Reply revoked = client.validate(site.now());
        assertError(422, revoked);
        assertThat(revoked.error()).isEqualTo("License has been revoked");
        assertThat(client.state(site.now())).isEqualTo("none");
        assertThat(activation("c").status()).isEqualTo(404);
    }

    @Test
    void case16WhetherAnotherLicensesInstanceExistsIsNotToBeSeen() {
        holdPool(9);
        holdAnother();
        String existing = licensed("a").instanceId();
        for (String path : List.of(VALIDATE, DEACTIVATE)) {
            String mine = seen(wire.post(path, SdkClient.validation("OTHER-KEY", existing, Optional.empty())));
            for (String none : List.of(UUID.randomUUID().toString(), "x", existing.toUpperCase(Locale.ROOT))) {
                assertThat(seen(wire.post(path, SdkClient.validation("OTHER-KEY", none, Optional.empty()))))
                        .isEqualTo(mine);
            }
        }
        assertThat(site.seats()).isEqualTo(1);
    }

    @Test
    void case17TroubleOfOursIs503AndTakesNothingAway() throws Exception {
        site.hold(Samples.AS_IT_IS);
        SdkClient client = licensed("a");

        sql("ALTER TABLE instance RENAME TO elsewhere");
        assertTrouble(client);
        sql("ALTER TABLE elsewhere RENAME TO instance");
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        assertThat(failures).isNotEmpty();

        Path secret = state.resolve("keys").resolve("lease.key");
        byte[] good = Files.readAllBytes(secret);
        Files.writeString(secret, "damaged");
        assertNoLeases(client);
        assertThat(wire.get(KEYSET).status()).isEqualTo(503);
        Files.write(secret, good);
        assertThat(client.validate(site.now()).status()).isEqualTo(200);

        site.believe(false);
        assertTrouble(client);
        site.believe(true);
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        site.hold(license -> {
            license.put("serial", 6);
            license.put("policy", Samples.members("confirm", "manual"));
        });
        assertTrouble(client);
        site.confirm();
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        site.mark();
        site.pass(Duration.ofMinutes(-61));
        assertTrouble(client);
        site.pass(Duration.ofMinutes(61));
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        assertThat(site.seats()).isEqualTo(1);
    }

    private void assertTrouble(SdkClient client) {
        assertUnavailable(client.deactivate());
        assertNoLeases(client);
    }

    private void assertNoLeases(SdkClient client) {
        assertUnavailable(client.validate(site.now()));
        assertUnavailable(activation("b"));
        assertThat(client.state(site.now())).isEqualTo("licensed");
    }

    private static void assertUnavailable(Wire.Reply reply) {
        assertError(503, reply);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 10);
    }

    private void sql(String statement) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + TestLedgers.database(state));
                Statement run = other.createStatement()) {
            run.execute(statement);
        }
    }

    @Test
    void case18AnExpiredLicenseIsToldWithASignedLeaseAndTakesNoSeat() {
        holdPool(2);
        SdkClient client = licensed("a");
        site.setNow(END.plusSeconds(1));
        Wire.Reply reply = client.validate(site.now());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("valid").booleanValue()).isFalse();
        assertThat(reply.error()).isEqualTo("License expired");
        assertThat(client.lease().path("status").textValue()).isEqualTo("expired");
        assertThat(client.lease().path("entitlements")).isEmpty();
        assertThat(client.state(site.now())).isEqualTo("expired");

        Wire.Reply anew = activation("b");
        assertThat(anew.status()).isEqualTo(422);
        assertThat(anew.json().path("lease").isObject()).isFalse();
        assertThat(site.seats()).isEqualTo(1);
    }

    @Test
    void case19AFallbackIsStillLimitedAfterSixteenDaysOfDailyValidates() {
        site.hold(license -> license.put("policy", Samples.members("fallback", true)));
        SdkClient client = licensed("a");
        site.setNow(END.plusSeconds(1));
        for (int day = 0; day <= 16; day++) {
            Wire.Reply reply = client.validate(site.now());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("valid").booleanValue()).isTrue();
            assertThat(client.lease().path("status").textValue()).isEqualTo("fallback");
            assertThat(client.lease().path("entitlements")).isEmpty();
            assertThat(client.lastContact()).as("day " + day).contains(site.now());
            assertThat(client.state(site.now())).isEqualTo("limited");
            site.pass(Duration.ofDays(1));
        }
    }
}
