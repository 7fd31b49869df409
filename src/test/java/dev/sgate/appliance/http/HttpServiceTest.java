package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeaseAnswer.Declined;
import dev.sgate.station.leasing.LeaseAnswer.Expired;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.station.leasing.LeaseAnswer.InstanceUnknown;
import dev.sgate.station.leasing.LeaseAnswer.LimitReached;
import dev.sgate.station.leasing.LeaseAnswer.Released;
import dev.sgate.station.leasing.LeaseAnswer.Revoked;
import dev.sgate.station.leasing.LeaseAnswer.SeatLost;
import dev.sgate.station.leasing.LeaseAnswer.Unavailable;
import dev.sgate.station.leasing.LeaseAnswer.UnknownKey;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire alone: what reaches the use case, and what becomes of each of its answers. Real sockets. */
class HttpServiceTest extends HttpServiceCase {
    private static final String DEACTIVATE = "/acme/notes/deactivate";
    private static final Instant END = Instant.ofEpochSecond(1_900_000_000L);
    private static final UUID INSTANCE = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private static final Lease LEASE = Lease.issue(
            new LeaseTerms(
                    new Kid("site-1"),
                    Sha256.of(new byte[0]),
                    INSTANCE,
                    Instant.ofEpochSecond(1_781_076_246L),
                    Instant.ofEpochSecond(1_781_681_046L),
                    LeaseStatus.ACTIVE,
                    List.of("pro")),
            KEY);

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(new Granted(INSTANCE, END, LEASE), 200, 200, 200, ""),
                Arguments.of(new Released(), 200, 200, 200, ""),
                Arguments.of(new UnknownKey(), 404, 404, 404, "License key not found"),
                Arguments.of(new LimitReached(Refusal.of(RefusalCode.POOL_EXHAUSTED)), 402, 402, 402, "limit reached"),
                Arguments.of(new SeatLost(Refusal.of(RefusalCode.POOL_EXHAUSTED)), 422, 422, 422, "limit reached"),
                Arguments.of(new Revoked(), 422, 422, 422, "License has been revoked"),
                Arguments.of(new InstanceUnknown(), 422, 422, 422, "Instance not found or deactivated"),
                Arguments.of(new Expired(END, Optional.empty()), 422, 422, 422, "License expired"),
                Arguments.of(new Declined(Refusal.of(RefusalCode.CRL_STALE)), 403, 403, 403, "crl-stale"),
                Arguments.of(new Unavailable(RefusalCode.CLOCK_ROLLBACK), 503, 503, 503, "clock-rollback"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerHasItsStatusAndItsText(LeaseAnswer answer, int activate, int validate, int deactivate, String text) {
        leasing.answers(answer);
        for (Map.Entry<String, Integer> call : Map.of(ACTIVATE, activate, VALIDATE, validate, DEACTIVATE, deactivate)
                .entrySet()) {
            Wire.Reply reply = wire.post(call.getKey(), TWO_MEMBERS);
            assertThat(reply.status()).as(call.getKey()).isEqualTo(call.getValue());
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            if (call.getValue() != 200) {
                assertThat(reply.error()).contains(text).isNotEmpty();
                assertThat(reply.json().path("valid").asBoolean()).isFalse();
                assertThat(reply.json().has("lease")).isFalse();
            }
            assertThat(reply.header("Retry-After")).isEqualTo(call.getValue() == 503 ? "2" : "");
        }
    }

    @Test
    void aGrantHasTheMembersThatClientsNeed() {
        leasing.answers(new Granted(INSTANCE, END, LEASE));
        JsonNode activated = wire.post(ACTIVATE, TWO_MEMBERS).json();
        assertThat(activated.path("activated").booleanValue()).isTrue();
        assertThat(activated.path("instance_id").textValue()).isEqualTo(INSTANCE.toString());
        assertThat(activated.path("license_expires_at").isIntegralNumber()).isTrue();
        assertThat(activated.path("license_expires_at").longValue()).isEqualTo(END.getEpochSecond());
        assertThat(activated.path("lease").toString())
                .isEqualTo(new String(Payloads.toJson(LEASE.toPayload()), StandardCharsets.UTF_8))
                .contains("\"issuedAt\":1781076246,\"expiresAt\":1781681046,\"status\":\"active\"");
        JsonNode valid = wire.post(VALIDATE, TWO_MEMBERS).json();
        assertThat(valid.path("valid").booleanValue()).isTrue();
        assertThat(valid.path("lease")).isEqualTo(activated.path("lease"));
    }

    @Test
    void anExpiredLicenseIsToldWithItsLease() {
        leasing.answers(new Expired(END, Optional.of(LEASE)));
        Wire.Reply reply = wire.post(VALIDATE, TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("valid").isBoolean()).isTrue();
        assertThat(reply.json().path("valid").booleanValue()).isFalse();
        assertThat(reply.json().path("lease").path("kid").textValue()).isEqualTo("site-1");
    }

    @Test
    void whatIsSentArrivesAsItWasTyped() {
        wire.post(
                ACTIVATE,
                "X-Keylight-Request-Id: 0badcafe\r\n",
                "{\"license_key\":\" notes-\\u00a0pr\\u00f6 \\t\",\"instance_name\":\"linux-x64\",\"machine_hash\":\"ff\"}");
        assertThat(leasing.last())
                .isEqualTo(new Activation(
                        "acme", "notes", " notes-\u00a0pr\u00f6 \t", Optional.of("linux-x64"), Optional.of("ff")));
        assertThat(leasing.lastCaller().requestId()).isEqualTo("0badcafe");
        assertThat(leasing.lastCaller().address()).isEqualTo("127.0.0.1");
    }

    @Test
    void nullIsAbsentAndUnknownMembersOfEveryTypeArePassedOver() {
        wire.post(
                VALIDATE,
                "{\"a\":1,\"b\":1.5e300,\"c\":[{\"d\":[]}],\"e\":{\"license_key\":5},\"f\":true,\"g\":null,\"device_class\":7,"
                        + "\"machine_hash\":null,\"sdk\":null,\"license_key\":\"K\",\"instance_id\":\"i-1\",\"h\":\"\"}");
        assertThat(leasing.last()).isEqualTo(new Validation("acme", "notes", "K", "i-1", Optional.empty()));
    }

    @Test
    void anOldClientDeactivatesWithoutALicenseKey() {
        wire.post(DEACTIVATE, "{\"instance_id\":\"i-1\"}");
        assertThat(leasing.last())
                .isEqualTo(new Deactivation("acme", "notes", Optional.empty(), "i-1", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is not a JSON object",
                "[] | not a JSON object",
                "{ | not JSON",
                "{} | license_key is missing",
                "{\"license_key\":\"\"} | license_key is missing",
                "{\"license_key\":null} | license_key is missing",
                "{\"license_key\":5} | license_key is not a text",
                "{\"license_key\":[\"K\"]} | license_key is not a text",
                "{\"license_key\":\"K\",\"license_key\":\"L\"} | not JSON",
                "{\"license_key\":\"K\"} {} | goes on after"
            })
    void aMalformedRequestIsAMistakeWithAReason(String body, String reason) {
        Wire.Reply reply = wire.post(ACTIVATE, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains(reason);
        assertThat(leasing.asked()).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreAMistake() {
        byte[] body = "{\"license_key\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
        Wire.Reply reply = wire.raw(
                "POST " + ACTIVATE + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                        + body.length + "\r\n\r\n",
                body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(leasing.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "license_key,128",
        "instance_name,255",
        "instance_id,64",
        "machine_hash,64",
        "app_version,64",
        "sdk_version,64",
        "platform,32",
        "sdk,16"
    })
    void eachTextHasALengthInUtf16Units(String member, int most) {
        String pair = "\ud83d\udd11";
        String fits = pair.repeat(most / 2) + "x".repeat(most % 2);
        String others = member.equals("license_key") ? "" : ",\"license_key\":\"K\"";
        assertThat(wire.post(ACTIVATE, "{\"" + member + "\":\"" + fits + "\"" + others + "}")
                        .status())
                .as("as long as may be")
                .isEqualTo(404);
        int before = leasing.asked().size();
        Wire.Reply longer = wire.post(ACTIVATE, "{\"" + member + "\":\"" + fits + "x\"" + others + "}");
        assertThat(longer.status()).isEqualTo(400);
        assertThat(longer.error()).contains(member).contains("too long");
        assertThat(leasing.asked()).hasSize(before);
    }

    @Test
    void theRequestIdComesBackIfItIsOne() {
        assertThat(wire.post(VALIDATE, "X-Keylight-Request-Id: 0badcafe\r\n", "{}")
                        .header("X-Keylight-Request-Id"))
                .isEqualTo("0badcafe");
        assertThat(wire.post(VALIDATE, "X-Keylight-Request-Id: a b\r\n", "{}").headers())
                .doesNotContainKey("x-keylight-request-id");
        assertThat(wire.post(VALIDATE, "", "{}").headers()).doesNotContainKey("x-keylight-request-id");
    }

    @Test
    void aBrokenMachineIsNeverARevocation() {
        leasing.breaksWith(new UncheckedIOException(new IOException("disk")));
        for (String path : List.of(ACTIVATE, VALIDATE, DEACTIVATE)) {
            Wire.Reply reply = wire.post(path, TWO_MEMBERS);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 10);
            assertThat(reply.error()).isNotEmpty().doesNotContain("disk");
            assertThat(reply.json().has("valid")).isFalse();
        }
        assertThat(failures).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\r\nContent-Type: application/json\r\nAccept-Encoding:\r\n",
                "content-type: APPLICATION/JSON; charset=utf-8\r\n",
                "Content-Type: application/json;charset=UTF-8\r\nAccept-Encoding: gzip, br\r\nExpect: 100-continue\r\n",
                ""
            })
    void oddHeadersAreNoMistake(String headers) {
        leasing.answers(new Granted(INSTANCE, END, LEASE));
        Wire.Reply reply = wire.post(VALIDATE, headers, TWO_MEMBERS);
        assertThat(leasing.asked()).hasSize(1);
        assertThat(reply.status()).isIn(200, 100);
        assertThat(reply.body()).contains("\"valid\":true");
    }
}
