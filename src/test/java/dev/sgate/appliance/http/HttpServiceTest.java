package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire alone: what reaches the use case, and what becomes of each of its answers. Real sockets. */
class HttpServiceTest {
    private static final String ACTIVATE = "/acme/notes/activate";
    private static final String VALIDATE = "/acme/notes/validate";
    private static final String DEACTIVATE = "/acme/notes/deactivate";
    private static final String TWO_MEMBERS = "{\"license_key\":\"NOTES-1\",\"instance_id\":\"i-1\"}";
    private static final Instant END = Instant.ofEpochSecond(1_900_000_000L);
    private static final String SDK_KEY = "sdk_live_7";
    private static final SigningKey KEY = SigningKey.newEd25519(new SecureRandom());
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

    private final ScriptedLeasing leasing = new ScriptedLeasing();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final LeaseKeyset keyset = LeaseKeyset.of(new Kid("site-1"), (Ed25519PublicKey) KEY.publicKey());
    private HttpService service;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        open(terms(Optional.empty(), Networks.NONE));
    }

    private void open(ServiceTerms terms) throws IOException {
        leasing.serves("acme", keyset);
        service = HttpService.open(terms, leasing, () -> new byte[0], (what, cause) -> failures.add(cause));
        wire = new Wire(service.address());
    }

    private static ServiceTerms terms(Optional<SdkKey> key, Networks networks) {
        return new ServiceTerms(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                key,
                networks,
                new HostNames(Set.of("licenses.plant.example")));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private static String lines(String... headers) {
        return String.join("\r\n", headers) + "\r\n";
    }

    private void reopenWithSdkKey() throws IOException {
        service.close();
        open(terms(Optional.of(new SdkKey(Sha256.of(SDK_KEY.getBytes(StandardCharsets.UTF_8)))), Networks.NONE));
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                ACTIVATE,
                "//acme/notes/activate",
                "/a/b/c" + ACTIVATE,
                "/base//acme/notes/activate",
                ACTIVATE + "?x=1"
            })
    void aBaseMayBeAnythingAndASlashTooManyIsPassedOver(String path) {
        wire.post(path, TWO_MEMBERS);
        assertThat(leasing.last().tenant()).isEqualTo("acme");
        assertThat(leasing.last().product()).isEqualTo("notes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/activate",
                "/notes/activate",
                "/Acme/notes/activate",
                "/acme/notes/renew",
                "/acme/n%6ftes/activate"
            })
    void anyOtherPathIsNotFound(String path) {
        Wire.Reply reply = wire.post(path, TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isNotEmpty();
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(leasing.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/acme/.well-known/keylight-keys",
                "//acme/.well-known/keylight-keys",
                "/base/acme/.well-known/keylight-keys"
            })
    void theKeysetIsPublic(String path) throws IOException {
        reopenWithSdkKey();
        Wire.Reply reply = wire.get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("primary_kid").textValue()).isEqualTo("site-1");
        assertThat(reply.json().path("keys").path(0).path("public_key").textValue())
                .hasSize(44);
        assertThat(wire.get(path.replace("acme", "other")).status()).isEqualTo(404);
    }

    @Test
    void theSdkKeyIsAskedForBeforeAnythingElseIsSaid() throws IOException {
        reopenWithSdkKey();
        String right = "X-Keylight-SDK-Key: " + SDK_KEY + "\r\n";
        for (String wrong : List.of(
                "",
                "X-Keylight-SDK-Key:\r\n",
                "X-Keylight-SDK-Key: sdk_live_8\r\n",
                right + right,
                right + "x-keylight-sdk-key: other\r\n")) {
            for (String path : List.of(ACTIVATE, "/nobody/nothing/validate", "/acme/notes/config", "/elsewhere")) {
                for (String method : List.of("POST", "GET", "PUT")) {
                    Wire.Reply reply = wire.call(method, path, wrong, Optional.of("{}"));
                    assertThat(reply.status())
                            .as(method + " " + path + " " + wrong)
                            .isEqualTo(401);
                    assertThat(reply.error()).isEqualTo("Invalid or missing SDK key");
                }
            }
        }
        assertThat(leasing.asked()).isEmpty();
        assertThat(leasing.turnedAway()).hasSize(60).containsOnly("key 127.0.0.1");
        assertThat(wire.post(ACTIVATE, right, TWO_MEMBERS).error()).isEqualTo("License key not found");
        assertThat(wire.post(ACTIVATE, "x-keylight-sdk-key: " + SDK_KEY + "\r\n", TWO_MEMBERS)
                        .status())
                .isEqualTo(404);
        assertThat(wire.call("OPTIONS", ACTIVATE, "", Optional.empty()).status())
                .isEqualTo(200);
    }

    @Test
    void whoIsTurnedAwayGetsItsAnswerAlsoWhereTheJournalIsBroken() throws IOException {
        reopenWithSdkKey();
        leasing.breakJournal();
        assertThat(wire.post(ACTIVATE, TWO_MEMBERS).status()).isEqualTo(401);
        assertThat(failures).hasSize(1);
    }

    /** What is long is refused before anybody looks at its parts, with and without a right key. */
    @Test
    void aLongPathIsRefusedAtOnce() {
        String base = "/a".repeat((ServiceLimits.TARGET_MAX_CHARS - ACTIVATE.length()) / 2);
        int rest = ServiceLimits.TARGET_MAX_CHARS - base.length() - ACTIVATE.length();
        wire.post(base + "/".repeat(rest) + ACTIVATE, TWO_MEMBERS);
        assertThat(leasing.last().product()).isEqualTo("notes");

        Wire.Reply reply = wire.post(base + "/".repeat(rest + 1) + ACTIVATE, TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(414);
        assertThat(reply.error()).isNotEmpty();
        assertThat(leasing.asked()).hasSize(1);
    }

    @Test
    void keylessAndConfigSayNothingAndKeepNothing() {
        assertThat(wire.post("/acme/notes/keyless", "{\"instance_id\":\"u\",\"state\":\"trial\"}")
                        .body())
                .isEqualTo("{}");
        assertThat(wire.get("/acme/notes/config").body()).isEqualTo("{}");
        assertThat(leasing.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE"})
    void otherMethodsOnAPostRouteAreNotAllowed(String method) {
        Wire.Reply reply = wire.call(method, VALIDATE, "", Optional.empty());
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST, OPTIONS");
        if (method.equals("HEAD")) {
            assertThat(reply.body()).isEmpty();
        } else {
            assertThat(reply.error()).isNotEmpty();
        }
        assertThat(leasing.asked()).isEmpty();
    }

    @Test
    void aBrowserIsToldWhatItMaySend() {
        Wire.Reply reply = wire.call(
                "OPTIONS",
                VALIDATE,
                lines(
                        "Origin: http://app.example",
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: content-type,x-keylight-sdk-key,x-keylight-request-id"),
                Optional.empty());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(reply.header("Access-Control-Allow-Headers"))
                .isEqualTo("Content-Type, X-Keylight-SDK-Key, X-Keylight-Request-Id");
        assertThat(wire.post(VALIDATE, TWO_MEMBERS).header("Access-Control-Expose-Headers"))
                .contains("Retry-After");
        assertThat(wire.call("OPTIONS", "/elsewhere", "", Optional.empty()).status())
                .isEqualTo(404);
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
    @CsvSource({
        "127.0.0.1,404", "127.0.0.1:7420,404", "localhost:7420,404", "[::1]:7420,404",
                "Licenses.Plant.example:7420,404",
        "10.1.2.3,404", "evil.example,421", "127.0.0.1.evil.example,421", "::1,421", "'',421"
    })
    void theHostIsAnAddressOrANameThatIsKnown(String host, int status) {
        String head = "POST " + VALIDATE + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: "
                + TWO_MEMBERS.length() + "\r\n\r\n";
        Wire.Reply reply = wire.raw(head, TWO_MEMBERS.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error()).isNotEmpty();
        assertThat(leasing.asked()).hasSize(status == 404 ? 1 : 0);
        assertThat(leasing.turnedAway()).isEqualTo(status == 404 ? List.of() : List.of("host 127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: 127.0.0.1\r\nHost: evil.example\r\n"})
    void oneHostIsNamed(String hosts) {
        Wire.Reply reply =
                wire.raw("GET " + VALIDATE + " HTTP/1.1\r\nConnection: close\r\n" + hosts + "\r\n", new byte[0]);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isNotEmpty();
    }

    @Test
    void aLargeBodyIsAnsweredAndNotReset() {
        for (int size : new int[] {ServiceLimits.BODY_MAX_BYTES + 1, 200_000, 1_000_000}) {
            Wire.Reply reply = wire.post(VALIDATE, "{\"x\":\"" + "x".repeat(size) + "\"}");
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.error()).isNotEmpty();
        }
        assertThat(leasing.asked()).isEmpty();
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() {
        int rest = ServiceLimits.BODY_MAX_BYTES - TWO_MEMBERS.length();
        assertThat(wire.post(VALIDATE, TWO_MEMBERS + " ".repeat(rest)).status()).isEqualTo(404);
        assertThat(wire.post(VALIDATE, TWO_MEMBERS + " ".repeat(rest + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void largeHeadersAreAnsweredAndNotReset() {
        Wire.Reply reply = wire.post(VALIDATE, "X-Big: " + "x".repeat(20_000) + "\r\n", TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.error()).isNotEmpty();
        assertThat(leasing.asked()).isEmpty();
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
