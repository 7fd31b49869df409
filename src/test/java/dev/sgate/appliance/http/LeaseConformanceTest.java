package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.Ids;
import dev.sgate.station.leasing.LeaseKeys;
import dev.sgate.station.leasing.ServedSite;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.TestLedgers;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 28 cases of LEASE-PROTOCOL 9, each from a client over a real socket to the real rules on a real ledger with real key files; only
 * the clock is the test's. Longer than other classes, so that the list can be read beside the protocol's.
 */
class LeaseConformanceTest {
    private static final String KEY = Samples.LICENSE_KEY;
    private static final String ACTIVATE = "/site/lantern/activate";
    private static final String VALIDATE = "/site/lantern/validate";
    private static final String DEACTIVATE = "/site/lantern/deactivate";
    private static final String KEYSET = "/site/.well-known/keylight-keys";
    private static final String GONE = "Instance not found or deactivated";
    private static final Instant END = Instant.parse(Samples.VALID_UNTIL);
    private static final String SDK_KEY = "sdk_live_7";
    private static final String STRANGE =
            "\"a\":1,\"b\":-1.5e300,\"c\":[{\"d\":[]}],\"e\":{\"license_key\":5},\"f\":true,"
                    + "\"g\":null,\"h\":\"\",\"valid\":true,";

    @TempDir
    Path state;

    private final List<Throwable> failures = new ArrayList<>();
    private SqliteLedger ledger;
    private LeaseKeyFiles keys;
    private ServedSite site;
    private HttpService service;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        keys = new LeaseKeyFiles(state, () -> false, (what, why, next) -> {});
        ledger = TestLedgers.open(state);
        site = new ServedSite(ledger, keys, UUID::randomUUID);
        serve(site, Optional.empty());
    }

    private void serve(ServedSite served, Optional<SdkKey> sdkKey) throws IOException {
        ServiceTerms terms = new ServiceTerms(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), sdkKey, Networks.NONE, HostNames.NONE);
        service = HttpService.open(terms, served.leasing(), () -> new byte[0], (what, cause) -> failures.add(cause));
        wire = new Wire(service.address());
    }

    @AfterEach
    void stop() {
        service.close();
        ledger.close();
    }

    /** As after a crash: everything is read from the disk again. */
    private void restart() throws IOException {
        Instant now = site.now();
        stop();
        start();
        site.setNow(now);
    }

    // --- signing

    @Test
    void case01TheKnownLeaseComesOverTheWireByteForByte() throws Exception {
        service.close();
        SigningKey known = SigningKey.findPkcs8(HexFormat.of()
                        .parseHex("302e020100300506032b657004220420"
                                + "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"))
                .orElseThrow();
        Ids ids = () -> UUID.fromString("00000000-0000-4000-8000-000000000001");
        ServedSite vendors = new ServedSite(ledger, oneKey(new Kid("site-1"), known), ids);
        vendors.hold(license -> {
            license.put("licenseKeyHash", "dcbf3511894e4189a57448170947d28206376a8bdb6f7dae2f3606eef7c5c078");
            license.put("tier", "enterprise");
            license.put("entitlements", List.of("pro", "addon", "Pro"));
            license.put("policy", Samples.members("crlMaxAgeDays", 365));
        });
        vendors.setNow(Instant.ofEpochSecond(1_781_076_246L));
        serve(vendors, Optional.empty());

        JsonNode lease = wire.post(ACTIVATE, SdkClient.activation("notes-pro0-0000-0001", Optional.empty()))
                .json()
                .path("lease");
        assertThat(SdkClient.signedText(lease))
                .isEqualTo("v3|site-1|dcbf3511894e4189a57448170947d28206376a8bdb6f7dae2f3606eef7c5c078"
                        + "|00000000-0000-4000-8000-000000000001|1781076246|1781681046|active|Pro,addon,pro");
        assertThat(lease.path("signature").textValue())
                .isEqualTo("Ymh4KqBz5/PupD7hp0IzmzRFYIzYuXEGqfejb3WJJuzLYrsd8fUvNz0R9AQNBPm2UdZ7M8RluJ48lLuP5yh3CQ==");
        assertThat(wire.get(KEYSET)
                        .json()
                        .path("keys")
                        .path(0)
                        .path("public_key")
                        .textValue())
                .isEqualTo("ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ=");
    }

    private static LeaseKeys oneKey(Kid kid, SigningKey key) {
        return new LeaseKeys() {
            @Override
            public LeaseKey primary(Instant now) {
                return new LeaseKey(kid, key);
            }

            @Override
            public Kid rotate(Instant now) {
                throw new IllegalStateException("nobody asked for it");
            }

            @Override
            public LeaseKeyset keyset(Instant now, Duration offlineAtMost) {
                return LeaseKeyset.of(kid, (Ed25519PublicKey) key.publicKey());
            }

            @Override
            public Map<Kid, Instant> listedUntil(Instant now, Duration offlineAtMost) {
                return Map.of();
            }
        };
    }

    @Test
    void case02EntitlementsInAnyOrderVerifyAndUnsignableOnesAreNeverImported() {
        site.hold(Samples.AS_IT_IS);
        SdkClient client = licensed("a");
        int serial = 10;
        for (List<String> names : List.of(List.of("b", "a", "B"), List.<String>of(), List.of("one"))) {
            int next = serial++;
            site.hold(license -> {
                license.put("serial", next);
                license.put("entitlements", names);
            });
            assertThat(client.validate(site.now()).status()).isEqualTo(200);
            assertThat(client.lease().path("entitlements")).hasSize(names.size());
            assertThat(client.verifies(client.lease())).isTrue();
        }
        for (String name : List.of("a|b", "a,b", "a\nb", "gro\u00df", "")) {
            assertThatThrownBy(() -> site.hold(license -> license.put("entitlements", List.of(name))))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void case03AnIndependentEd25519VerifiesWhatIsRebuiltFromTheJson() {
        holdPool(40);
        SdkClient first = licensed("machine 0");
        for (int machine = 1; machine < 40; machine++) {
            site.pass(Duration.ofSeconds(977));
            JsonNode lease = activation("machine " + machine).json().path("lease");
            assertThat(first.verifies(lease)).isTrue();
            assertThat(first.verifies(changed(lease, "issuedAt"))).isFalse();
            assertThat(first.verifies(changed(lease, "expiresAt"))).isFalse();
        }
    }

    private static JsonNode changed(JsonNode lease, String member) {
        ObjectNode copy = lease.deepCopy();
        return copy.put(member, lease.path(member).longValue() + 1);
    }

    @Test
    void case04SignaturesAndKeysAreStandardBase64AndTimesAreWholeSeconds() {
        site.hold(Samples.AS_IT_IS);
        JsonNode answer = activation("a").json();
        JsonNode lease = answer.path("lease");
        assertThat(lease.path("signature").textValue()).hasSize(88).matches("[A-Za-z0-9+/]{86}==");
        for (JsonNode time :
                List.of(lease.path("issuedAt"), lease.path("expiresAt"), answer.path("license_expires_at"))) {
            assertThat(time.isIntegralNumber()).isTrue();
            assertThat(time.toString()).matches("[1-9][0-9]{9}");
        }
        wire.get(KEYSET)
                .json()
                .path("keys")
                .forEach(key -> assertThat(Base64.getDecoder()
                                .decode(key.path("public_key").textValue()))
                        .hasSize(32));
    }

    @Test
    void case05ALeaseEndsThreeHundredSecondsAfterItsEndAndNeverOutlivesTheLicense() {
        site.hold(Samples.AS_IT_IS);
        SdkClient client = licensed("a");
        Instant ends = Instant.ofEpochSecond(client.lease().path("expiresAt").longValue());
        assertThat(ends).isEqualTo(site.now().plus(Duration.ofDays(2)));
        assertThat(client.state(ends.plusSeconds(300))).isEqualTo("licensed");
        assertThat(client.state(ends.plusSeconds(301))).isEqualTo("expired");
        site.setNow(ends.plusSeconds(301));
        assertThat(client.validate(site.now()).status())
                .as("a late seat is still its own")
                .isEqualTo(200);
        assertThat(client.state(site.now())).isEqualTo("licensed");

        site.setNow(END.minusSeconds(1));
        client.validate(site.now());
        assertThat(client.lease().path("expiresAt").longValue()).isEqualTo(END.getEpochSecond());
        site.setNow(END);
        assertThat(client.validate(site.now()).status()).isEqualTo(200);
        site.pass(Duration.ofSeconds(1));
        assertThat(client.validate(site.now()).status()).isEqualTo(422);
    }

    @Test
    void case06AfterARotationOldLeasesVerifyAndOldClientsGoOn() throws IOException {
        site.hold(Samples.AS_IT_IS);
        SdkClient old = licensed("a");
        JsonNode oldLease = old.lease();
        Instant rotated = site.now();
        keys.rotate(rotated);

        JsonNode keyset = wire.get(KEYSET).json();
        assertThat(keyset.path("keys")).hasSize(2);
        assertThat(keyset.path("primary_kid")).isNotEqualTo(oldLease.path("kid"));
        Wire.Reply reply = old.validate(site.now());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("lease").path("kid")).isEqualTo(keyset.path("primary_kid"));
        assertThat(old.lease())
                .as("an unknown key is no reason to drop what is kept")
                .isEqualTo(oldLease);
        assertThat(old.state(site.now())).isEqualTo("licensed");

        SdkClient fresh = new SdkClient(wire).fetchKeys();
        assertThat(fresh.verifies(oldLease)).isTrue();
        old.fetchKeys().validate(site.now());
        assertThat(old.lease().path("kid")).isEqualTo(keyset.path("primary_kid"));
        Instant last = rotated.plus(Duration.ofDays(7 + 15)).plusSeconds(300);
        site.setNow(last);
        assertThat(wire.get(KEYSET).json().path("keys")).hasSize(2);
        site.setNow(last.plusSeconds(1));
        assertThat(wire.get(KEYSET).json().path("keys")).hasSize(1);
    }

    // --- wire tolerance

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

    private static void assertError(int status, Wire.Reply reply) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.error()).isNotBlank();
        assertThat(reply.json().properties()).extracting(Map.Entry::getKey).containsExactly("error");
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

    // --- meaning

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

    /** All that came back but the date. */
    private static String seen(Wire.Reply reply) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        headers.remove("date");
        return reply.status() + " " + headers + " " + reply.body();
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

    private long events() {
        long[] count = {0};
        ledger.eventsAfter(0, event -> count[0]++);
        return count[0];
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

    // --- what the cases share

    private void holdPool(int size) {
        site.hold(license -> license.put("pool", Samples.members("size", size)));
    }

    private void holdAnother() {
        site.hold(license -> {
            license.put("licenseId", "7d3c2b1a-9f8e-4d6c-8b5a-000000000000");
            license.put("licenseKeyHash", Samples.digest("OTHERKEY"));
        });
    }

    private void revoke() {
        site.hold(license -> {
            license.put("serial", 60);
            license.put("crl", Samples.crl(Samples.LICENSE_KEY_HASH));
        });
    }

    private SdkClient licensed(String machine) {
        SdkClient client = new SdkClient(wire).fetchKeys();
        Wire.Reply reply = client.activate(KEY, machine(machine), site.now());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return client;
    }

    private Wire.Reply activation(String machine) {
        return wire.post(ACTIVATE, SdkClient.activation(KEY, machine(machine)));
    }

    private static Optional<String> machine(String name) {
        return Optional.of(Samples.digest(name));
    }

    /** So many clients that begin at the same moment. */
    private static <T> List<T> atOnce(int clients, IntFunction<T> ask) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int at = i;
                asked.add(threads.submit(() -> {
                    start.await();
                    return ask.apply(at);
                }));
            }
            start.countDown();
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : asked) {
            answers.add(answer.get());
        }
        return answers;
    }
}
