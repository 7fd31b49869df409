package dev.sgate.license.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.license.LicenseKey;
import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cached license is judged to be. It is one thing: each case is one file at one moment. */
class LicenseCacheTest {
    private static final Instant NOW = Instant.parse(Samples.NOW);
    private static final UUID RANDOM = UUID.fromString("00000000-0000-4000-8000-000000000007");
    private static final Sha256 HARDWARE = new Sha256(Samples.digest("a laptop"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private static CacheTerms terms(String tier) {
        CacheOrder order = new CacheOrder(
                new LicenseKey("CODITECT-PRO-1b4e28ba-2fa1-11d2-883f-0016d3cca427"),
                tier,
                List.of("all_agents", "all_commands"),
                "ann@example.com",
                HARDWARE,
                Instant.parse("2026-03-01T00:00:00Z"));
        return CacheTerms.acquired(order, NOW, RANDOM);
    }

    private static byte[] cache(String tier) {
        return LicenseCache.sign(terms(tier), TestKeys.LICENSE_RSA);
    }

    private static CacheFinding judge(byte[] file, Instant now) {
        return CacheRules.judge(file, TestKeys.keyring(), now, Optional.empty());
    }

    private static String text(byte[] file, Instant now) {
        return judge(file, now).text();
    }

    private static void assertCode(byte[] file, String code) {
        assertThat(judge(file, NOW)).isInstanceOfSatisfying(CacheFinding.Invalid.class, invalid -> {
            assertThat(invalid.refusal().code().word()).as(invalid.toString()).isEqualTo(code);
        });
    }

    private static byte[] changed(byte[] file, Consumer<ObjectNode> change) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(file);
            change.accept(json);
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** C100, save and load; C73: what was written is read, and says how long. */
    @Test
    void c100SaveAndLoad() {
        byte[] file = cache("pro");

        assertThat(judge(file, NOW)).isInstanceOfSatisfying(CacheFinding.Valid.class, valid -> {
            assertThat(valid.cache().terms()).isEqualTo(terms("pro"));
            assertThat(valid.cache().signer()).isEqualTo(TestKeys.LICENSE_RSA.kid());
            assertThat(valid.hoursRemaining()).isEqualTo(72);
            assertThat(valid.warning()).isEmpty();
            assertThat(valid.text()).contains("valid", "offline mode", "72 hours remaining");
        });
        assertThat(file).hasSizeLessThan(LicenseCache.WRITTEN_MAX_BYTES).endsWith('\n'); // C36
    }

    /** C100 and C101, expired grace: it fails, and says why. */
    @Test
    void c100ExpiredGrace() {
        byte[] file = cache("pro");
        Instant last = NOW.plus(Duration.ofDays(3));

        assertThat(judge(file, last)).isInstanceOf(CacheFinding.Valid.class);
        assertThat(text(file, last.plusSeconds(1)))
                .isEqualTo("Offline grace period expired - internet connection required");
        assertCodeAt(file, last.plusSeconds(1), "expired");
    }

    private static void assertCodeAt(byte[] file, Instant now, String code) {
        assertThat(judge(file, now)).isInstanceOfSatisfying(CacheFinding.Invalid.class, invalid -> {
            assertThat(invalid.refusal().code().word()).isEqualTo(code);
        });
    }

    /** C100, warning at 23 h. */
    @Test
    void c100WarningAt23Hours() {
        assertThat(judge(cache("pro"), NOW.plus(Duration.ofHours(49))))
                .isInstanceOfSatisfying(CacheFinding.Valid.class, valid -> {
                    assertThat(valid.hoursRemaining()).isEqualTo(23);
                    assertThat(valid.warning().orElseThrow().word()).isEqualTo("notice");
                });
    }

    /** C100, the tier table with an unknown name; C13: never past the subscription's end. */
    @ParameterizedTest
    @CsvSource({"free, 24", "pro, 72", "team, 48", "enterprise, 168", "platinum, 24"})
    void c100TierTable(String tier, long hours) {
        assertThat(terms(tier).offlineExpiresAt()).isEqualTo(Payloads.time(NOW.plus(Duration.ofHours(hours))));
    }

    /** C100, normal skew: below 5 minutes nothing is said; beyond, a remark that fails nothing (C33, C76). */
    @Test
    void c100NormalSkew() {
        assertThat(skewed(Duration.ofSeconds(10)).clockAdvice()).isEmpty();
        assertThat(skewed(Duration.ofMinutes(-5)).clockAdvice()).isEmpty();
        assertThat(skewed(Duration.ofSeconds(-301)).clockAdvice().orElseThrow()).contains("clock may be wrong", "301");
    }

    private static CacheFinding.Valid skewed(Duration skew) {
        return (CacheFinding.Valid) CacheRules.judge(cache("pro"), TestKeys.keyring(), NOW, Optional.of(skew));
    }

    /** C100, NTP failure: no time server answers, and nothing fails (C75, C89). */
    @Test
    void c100NtpFailure() {
        assertThat(CacheRules.judge(cache("pro"), TestKeys.keyring(), NOW, Optional.empty()))
                .isInstanceOfSatisfying(
                        CacheFinding.Valid.class,
                        valid -> assertThat(valid.clockAdvice()).isEmpty());
    }

    /** C101: acquired online, used offline for its hours with a warning near the end, and no longer. */
    @Test
    void c101AcquireOnlineThenValidateOffline() {
        byte[] file = cache("enterprise");

        assertThat(text(file, NOW.plus(Duration.ofHours(1)))).contains("167 hours");
        assertThat(judge(file, NOW.plus(Duration.ofHours(162)).plusSeconds(1)))
                .isInstanceOfSatisfying(
                        CacheFinding.Valid.class,
                        valid ->
                                assertThat(valid.warning().orElseThrow().text()).startsWith("URGENT"));
        assertThat(text(file, NOW.plus(Duration.ofDays(7)).plusSeconds(1))).isEqualTo(CacheRules.OFFLINE_EXPIRED);
    }

    /** C69: the subscription is looked at before the time without contact. */
    @Test
    void anEndedSubscriptionIsSaidFirst() {
        Instant end = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(text(cache("pro"), end.plusSeconds(1))).isEqualTo("License subscription expired");
    }

    /** C57, C58, C68, C70: no signed member can be changed. */
    @ParameterizedTest
    @CsvSource({
        "license_key",
        "tier",
        "user_email",
        "acquired_at",
        "expires_at",
        "offline_expires_at",
        "session_id",
        "hardware_id"
    })
    void aChangedMemberIsTampering(String member) {
        byte[] file = changed(cache("pro"), json -> json.withObject("/payload").put(member, "2030-01-01T00:00:00Z"));

        assertThat(text(file, NOW)).isEqualTo("License signature invalid (tampered)");
    }

    /** E11: what we write is signed, features and additions too. */
    @Test
    void featuresAndAdditionsAreSigned() {
        byte[] more = changed(
                cache("pro"), json -> json.withArray("/payload/features").add("floating_seats"));
        byte[] added = changed(cache("pro"), json -> json.withObject("/payload").put("ntp_source", "x"));

        assertThat(text(more, NOW)).isEqualTo(CacheRules.TAMPERED);
        assertThat(text(added, NOW)).isEqualTo(CacheRules.TAMPERED);
    }

    /** C55, C56: members that we do not write are fine where they are signed. */
    @Test
    void aSignedAdditionIsFine() {
        Map<String, Object> payload = new HashMap<>(terms("pro").toPayload());
        payload.put("ntp_source", "ntp.site");
        payload.put("ntp_timestamp", Samples.NOW);

        assertThat(judge(nested(payload, TestKeys.LICENSE_RSA), NOW)).isInstanceOf(CacheFinding.Valid.class);
    }

    private static byte[] nested(Map<String, Object> payload, NamedKey key) {
        return Payloads.toJson(Samples.members(
                "payload",
                payload,
                "signature",
                Base64Text.encode(key.key().sign(CanonicalJson.of(payload))),
                "public_key_id",
                key.kid().value(),
                "algorithm",
                "RSA_SIGN_PKCS1_4096_SHA256"));
    }

    /** C57: the source's flat shape; its unsigned members are dropped (E11), its time strings kept. */
    @Test
    void theFlatShapeIsRead() {
        assertThat(judge(flat("2026-02-04T12:00:00+00:00"), NOW))
                .isInstanceOfSatisfying(CacheFinding.Valid.class, valid -> {
                    assertThat(valid.hoursRemaining()).isEqualTo(72);
                    assertThat(valid.cache().terms().features()).isEmpty();
                    assertThat(valid.cache().terms().userEmail()).isEmpty();
                    assertThat(valid.cache().terms().offlineExpiresAt()).isEqualTo("2026-02-04T12:00:00+00:00");
                });
        assertThat(judge(flat("2026-02-04T12:00:00.5"), NOW)).isInstanceOf(CacheFinding.Valid.class);
        assertThat(text(changed(flat("2026-02-04T12:00:00Z"), json -> json.put("offline_expires_at", "2027")), NOW))
                .isEqualTo(CacheRules.TAMPERED);
    }

    private static byte[] flat(String offlineExpiresAt) {
        Map<String, Object> signed = new HashMap<>(terms("pro").toPayload());
        signed.remove("features");
        signed.remove("user_email");
        signed.put("offline_expires_at", offlineExpiresAt);
        Map<String, Object> file = new HashMap<>(signed);
        file.put("features", List.of("floating_seats"));
        file.put("user_email", "eve@example.com");
        file.put("public_key_id", TestKeys.LICENSE_RSA.kid().value());
        file.put("signature", Base64Text.encode(TestKeys.LICENSE_RSA.key().sign(CanonicalJson.of(signed))));
        return Payloads.toJson(file);
    }

    @Test
    void bothShapesAtOnceIsMalformed() {
        for (String member : List.of("license_key", "features", "hardware_id")) {
            assertCode(changed(cache("pro"), json -> json.put(member, "x")), "malformed");
        }
    }

    /** C65, C67 */
    @Test
    void whatIsMissingOrOddFailsClosed() {
        for (String member : List.of("payload", "signature", "public_key_id", "algorithm")) {
            assertCode(changed(cache("pro"), json -> json.remove(member)), "malformed");
        }
        for (String member : terms("pro").toPayload().keySet()) {
            assertCode(changed(cache("pro"), json -> json.withObject("/payload").remove(member)), "malformed");
        }
        assertCode(changed(cache("pro"), json -> json.put("algorithm", "RSA_SIGN_PSS")), "malformed");
        assertCode(changed(flat(Samples.NOW), json -> json.put("algorithm", "none")), "malformed");
        assertCode(changed(cache("pro"), json -> json.put("signature", "AAAA")), "malformed");
        assertCode(changed(cache("pro"), json -> json.withObject("/payload").put("tier", 3)), "malformed");
        assertCode("no json".getBytes(StandardCharsets.UTF_8), "malformed");
        assertCode(new byte[LicenseCache.READ_MAX_BYTES + 1], "too-large");
        assertThat(text("no json".getBytes(StandardCharsets.UTF_8), NOW)).contains("cannot be used", "malformed");
    }

    @Test
    void aSignedTimeThatIsNoneFailsClosed() {
        assertCode(flat("soon"), "malformed");
    }

    @Test
    void theKeyMustBeBelievedForTheRole() {
        assertCode(changed(cache("pro"), json -> json.put("public_key_id", "nobody")), "unknown-key");
        assertCode(changed(cache("pro"), json -> json.put("public_key_id", "license-2023")), "revoked-key");
        assertCode(changed(cache("pro"), json -> json.put("public_key_id", "license-a")), "bad-signature");
        assertThat(CacheRules.judge(cache("pro"), Keyring.nothing("none"), NOW, Optional.empty()))
                .isInstanceOf(CacheFinding.Invalid.class);
    }

    /** C96 */
    @Test
    void theSessionIdIsTheSources() {
        String text = "ann@example.com:" + HARDWARE.hex() + ":" + Samples.NOW + ":" + RANDOM;

        assertThat(terms("pro").sessionId())
                .isEqualTo(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex());
    }
}
