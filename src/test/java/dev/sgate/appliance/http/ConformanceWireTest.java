package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cases 7 to 14 of LEASE-PROTOCOL 9: what the wire tolerates, and what it refuses. */
class ConformanceWireTest extends ConformanceSite {
    @Test
    void case07SuccessIsExactly200AndNothingRedirects() {
        holdPool(9);
        SdkClient client = licensed("a");
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        assertThat(client.deactivate().status()).isEqualTo(200);
        assertThat(wire.post("/site/lantern/keyless", "{}").status()).isEqualTo(200);
        assertThat(wire.get("/site/lantern/config").status()).isEqualTo(200);
        for (String route : List.of(ACTIVATE, VALIDATE, DEACTIVATE, KEYSET, "/site/lantern/keyless", "/site")) {
            for (String path : List.of(route, route + "/", "/" + route, "/x" + route, route + "?a=b", route + "/..")) {
                for (String method : List.of("GET", "POST", "OPTIONS")) {
                    // without a body: the server hangs up on what it refuses before its bytes have come
                    Wire.Reply reply = wire.call(method, path, "", Optional.empty());
                    assertThat(reply.status()).as(method + " " + path).isIn(200, 400, 404, 405);
                    assertThat(reply.header("Location")).isEmpty();
                }
            }
        }
    }

    @Test
    void case08OddHeadersAreNoMistake() {
        site.hold(Samples.AS_IT_IS);
        SdkClient client = licensed("a");
        String body = SdkClient.validation(KEY, client.instanceId(), Optional.empty());
        for (String headers : List.of(
                "Content-Type: application/json\r\nContent-Type: application/json\r\nAccept-Encoding:\r\n",
                "cOnTeNt-TyPe: APPLICATION/JSON; Charset=\"UTF-8\"\r\n",
                "Content-Type: application/json;charset=utf-8\r\nAccept: */*\r\n",
                "Content-Type: text/plain\r\n",
                "")) {
            assertThat(client.verifies(wire.post(VALIDATE, headers, body).json().path("lease")))
                    .as(headers)
                    .isTrue();
        }
    }

    @Test
    void case09UnknownMembersArePassedOverAndNullIsAbsent() {
        holdPool(9);
        SdkClient client = licensed("a");
        String known = "\"license_key\":\"" + KEY + "\",\"instance_id\":\"" + client.instanceId() + "\"";
        assertThat(wire.post(VALIDATE, "{" + STRANGE + known + ",\"machine_hash\":null,\"arch\":null}")
                        .status())
                .isEqualTo(200);
        String nameless = "{" + STRANGE + "\"license_key\":\"" + KEY
                + "\",\"machine_hash\":null,\"instance_name\":null,\"memory\":null,\"sdk_trial_duration_days\":null}";
        assertThat(wire.post(ACTIVATE, nameless).json().path("instance_id"))
                .as("a machine without a hash is a new one each time")
                .isNotEqualTo(wire.post(ACTIVATE, nameless).json().path("instance_id"));
        assertThat(wire.post("/site/lantern/keyless", "{" + STRANGE + "\"state\":\"trial\"}")
                        .status())
                .isEqualTo(200);
        assertThat(wire.post(DEACTIVATE, "{" + STRANGE + known + "}").status()).isEqualTo(200);
    }

    @Test
    void case10AnyBaseADoubledSlashOtherMethodsAndBrowsers() {
        site.hold(Samples.AS_IT_IS);
        for (String path : List.of("/" + ACTIVATE, "/base" + ACTIVATE, "/a/b//" + ACTIVATE, "//base/" + ACTIVATE)) {
            assertThat(wire.post(path, SdkClient.activation(KEY, machine("a"))).status())
                    .as(path)
                    .isEqualTo(200);
        }
        for (String path : List.of(ACTIVATE, VALIDATE, DEACTIVATE, "/site/lantern/keyless")) {
            for (String method : List.of("HEAD", "GET", "PUT", "DELETE")) {
                assertThat(wire.call(method, path, "", Optional.empty()).status())
                        .isEqualTo(405);
            }
            Wire.Reply preflight = wire.call("OPTIONS", path, "Origin: http://app.example\r\n", Optional.empty());
            assertThat(preflight.status()).isEqualTo(200);
            assertThat(preflight.header("Access-Control-Allow-Headers"))
                    .contains("Content-Type", "X-Keylight-SDK-Key", "X-Keylight-Request-Id");
        }
        assertThat(wire.post(VALIDATE, "{}").header("Access-Control-Expose-Headers"))
                .contains("Retry-After");
    }

    @Test
    void case11AKeyIsTheSameHoweverItIsTyped() {
        site.hold(license -> {
            license.put("licenseKeyHash", Samples.digest("TRIALINSITUI1"));
            license.put("pool", Samples.members("size", 1));
        });
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            for (String typed : List.of(
                    "TRIAL-INSITU-I1",
                    "trial-insitu-i1",
                    "trialinsitui1",
                    "  Trial Insitu I1\t",
                    "\ttrial-\tinsitu--i1\n",
                    "trial\u00a0insitu\u00a0i1")) {
                assertThat(wire.post(ACTIVATE, SdkClient.activation(typed, machine("a")))
                                .status())
                        .as(typed)
                        .isEqualTo(200);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(wire.post(ACTIVATE, SdkClient.activation("TRIAL-INS\u0130TU-I1", machine("a")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void case12OneMemberThatIsNotAsItShouldBeSpoilsTheWholeRequest() {
        site.hold(Samples.AS_IT_IS);
        Map<String, Integer> lengths =
                Map.of("instance_name", 255, "app_version", 64, "sdk_version", 64, "platform", 32, "sdk", 16);
        lengths.forEach((member, most) -> {
            String pairs = "\ud83d\udd11".repeat(most / 2) + "x".repeat(most % 2);
            assertThat(withMember(member, pairs).status()).as(member).isEqualTo(200);
            assertBadRequest(withMember(member, pairs + "x"), member);
        });
        Map<String, List<String>> good = Map.of(
                "os_version", List.of("6", "14.5.1", "1.".repeat(15) + "10"),
                "arch", List.of("arm64", "x86_64"),
                "cpu_cores", List.of("1-2", "3-4", "5-8", "9-16", "17+"),
                "memory", List.of("<4GB", "4-8GB", "8-16GB", "16-32GB", "32-64GB", "64GB+"));
        Map<String, List<String>> bad = Map.of(
                "os_version", List.of("six", "6.", ".6", "6..1", "6.8.0-31-generic", "1.".repeat(16) + "1", ""),
                "arch", List.of("amd64", "ARM64", "x86_64 ", ""),
                "cpu_cores", List.of("4", "2-3", "17", ""),
                "memory", List.of("4GB", "<4 GB", "128GB", ""));
        good.forEach((member, values) ->
                values.forEach(value -> assertThat(withMember(member, value).status())
                        .as(member + " " + value)
                        .isEqualTo(200)));
        bad.forEach((member, values) -> values.forEach(value -> assertBadRequest(withMember(member, value), member)));
        assertBadRequest(wire.post(ACTIVATE, "{\"license_key\":\"" + KEY + "\",\"cpu_cores\":4}"), "cpu_cores");
        assertThat(site.seats()).isEqualTo(1);
        assertThat(wire.post(ACTIVATE, "{\"x\":\"" + "x".repeat(300_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    private Wire.Reply withMember(String member, String value) {
        return wire.post(
                ACTIVATE,
                "{\"license_key\":\"" + KEY + "\",\"machine_hash\":\"" + Samples.digest("a") + "\",\"" + member
                        + "\":\"" + value + "\"}");
    }

    private static void assertBadRequest(Wire.Reply reply, String member) {
        assertThat(reply.status()).as(member).isEqualTo(400);
        assertThat(reply.error()).contains(member);
        assertThat(reply.json().has("lease")).isFalse();
    }

    @Test
    void case13EveryRefusalHasATextAndNothingElse() throws IOException {
        holdPool(1);
        licensed("a");
        String held = SdkClient.validation(KEY, UUID.randomUUID().toString(), Optional.empty());
        assertError(400, wire.post(VALIDATE, "["));
        assertError(402, activation("b"));
        assertError(404, wire.post("/site/beacon/validate", held));
        assertError(404, wire.get("/elsewhere"));
        assertError(404, wire.get(KEYSET.replace("site", "other")));
        assertError(405, wire.get(VALIDATE));
        assertError(413, wire.post(VALIDATE, " ".repeat(20_000)));
        assertError(421, wire.raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", new byte[0]));
        assertError(422, wire.post(VALIDATE, held));
        assertError(431, wire.call("GET", KEYSET, "X-Big: " + "x".repeat(9_000) + "\r\n", Optional.empty()));
        site.believe(false);
        assertError(503, wire.post(VALIDATE, held));
        service.close();
        serve(site, Optional.of(new SdkKey(Sha256.of(SDK_KEY.getBytes(StandardCharsets.UTF_8)))));
        assertError(401, wire.post(VALIDATE, held));
        service.close();
        service = HttpService.open(
                ServiceTerms.loopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                ask -> {
                    throw new IllegalStateException("a mistake of ours");
                },
                new Strangers(new ScriptedLeasing(), (what, cause) -> failures.add(cause)),
                (what, cause) -> failures.add(cause));
        Wire.Reply broken = new Wire(service.address()).get(KEYSET);
        assertError(500, broken);
        assertThat(broken.body()).doesNotContain("mistake");
    }

    @Test
    void case14OldClientsWithTwoMembersAreServedAndFreeNobodysSeat() {
        holdPool(1);
        SdkClient client = licensed("a");
        String two = "{\"license_key\":\"" + KEY + "\",\"instance_id\":\"" + client.instanceId() + "\"}";
        assertThat(wire.post(VALIDATE, two).json().path("valid").booleanValue()).isTrue();

        Wire.Reply keyless = wire.post(DEACTIVATE, "{\"instance_id\":\"" + client.instanceId() + "\"}");
        assertThat(keyless.status()).isEqualTo(422);
        assertThat(site.seats()).isEqualTo(1);
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        assertThat(activation("b").status()).isEqualTo(402);
    }
}
