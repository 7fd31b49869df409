package dev.sgate.license.lease;

import static dev.sgate.license.lease.Leases.KEY;
import static dev.sgate.license.lease.Leases.KEYSET;
import static dev.sgate.license.lease.Leases.KID;
import static dev.sgate.license.lease.Leases.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.WireText;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theKnownActiveLeaseComesOutByteForByte() {
        Lease lease = Lease.issue(terms(LeaseStatus.ACTIVE, "pro", "addon", "Pro"), KEY);

        assertThat(lease.terms().signedText())
                .isEqualTo("v3|site-1|dcbf3511894e4189a57448170947d28206376a8bdb6f7dae2f3606eef7c5c078"
                        + "|00000000-0000-4000-8000-000000000001|1781076246|1781681046|active|Pro,addon,pro");
        assertThat(lease.signature())
                .isEqualTo("Ymh4KqBz5/PupD7hp0IzmzRFYIzYuXEGqfejb3WJJuzLYrsd8fUvNz0R9AQNBPm2UdZ7M8RluJ48lLuP5yh3CQ==");
    }

    @Test
    void theKnownExpiredLeaseComesOutByteForByte() {
        Lease lease = Lease.issue(terms(LeaseStatus.EXPIRED), KEY);

        assertThat(lease.terms().signedText()).endsWith("|expired|");
        assertThat(lease.signature())
                .isEqualTo("NH/yCK9U5zG2xq4B5lkpR+CA8XqQrReb6IsIqiapq4aJ+IQ4JVrMTTNsOikiEDNr8XYLKLs6GZ4vTcIsuTbWBQ==");
    }

    @Test
    void theKeysetNamesTheKnownPublicKey() throws Exception {
        JsonNode keyset = JSON.readTree(Payloads.toJson(KEYSET.toPayload()));

        assertThat(keyset.path("primary_kid").asText()).isEqualTo("site-1");
        assertThat(keyset.path("keys")).hasSize(1);
        assertThat(keyset.path("keys").path(0).path("kid").asText()).isEqualTo("site-1");
        assertThat(keyset.path("keys").path(0).path("alg").asText()).isEqualTo("ed25519");
        assertThat(keyset.path("keys").path(0).path("public_key").asText())
                .isEqualTo("ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ=");
    }

    @Test
    void upperCaseSortsFirstAndDoublesAreKept() {
        assertThat(terms(LeaseStatus.ACTIVE).signedText()).endsWith("|active|");
        assertThat(terms(LeaseStatus.ACTIVE, "one").signedText()).endsWith("|active|one");
        assertThat(terms(LeaseStatus.ACTIVE, "b", "a", "B", "a").signedText()).endsWith("|active|B,a,a,b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a|b", "a,b", "a\nb", "a\u0000", "a\u007f", "gro\u00df", "\ud83d\ude00", " a", "-a", "."})
    void aNameThatCannotBeSignedIsRefusedWhereItIsConfigured(String name) {
        assertThat(WireText.isName(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> terms(LeaseStatus.ACTIVE, "good", name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseTerms(
                        new Kid(name),
                        Leases.KEY_HASH,
                        Leases.INSTANCE,
                        Leases.ISSUED,
                        Leases.EXPIRES,
                        LeaseStatus.ACTIVE,
                        List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> LeaseKeyset.of(new Kid(name), Leases.publicKey(KEY)));
    }

    @Test
    void anRsaKeySignsNoLease() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lease.issue(terms(LeaseStatus.ACTIVE), TestKeys.LICENSE_RSA.key()));
    }

    @Test
    void theMachineHashIsTheKnownOne() {
        String known = "8e8871112f28cabda180ada131d0b4f4f07c72fb47c5d884edbe32812885b22a";

        assertThat(MachineHash.of("testco", "testapp", "hardware-1").hex()).isEqualTo(known);
        assertThat(MachineHash.of("testco", "testapp", " hardware-1\n")).hasToString(known);
        assertThat(MachineHash.of("testco", "otherapp", "hardware-1").hex()).isNotEqualTo(known);
    }

    /** Case 3: what a client rebuilds from the JSON that was sent is what was signed, and the JDK's Ed25519 agrees. */
    @Test
    void theTextRebuiltFromTheJsonIsTheOneThatWasSigned() throws Exception {
        Random random = new Random(20_260_301);
        for (int round = 0; round < 500; round++) {
            SigningKey key = TestKeys.ed25519("lease key " + random.nextInt(9)).key();
            Lease lease = Lease.issue(randomTerms(random), key);
            byte[] sent = Payloads.toJson(lease.toPayload());
            JsonNode json = JSON.readTree(shuffled(sent, random));

            assertThat(json.path("issuedAt").isIntegralNumber()).isTrue();
            assertThat(json.path("expiresAt").isIntegralNumber()).isTrue();
            assertThat(json.path("signature").asText()).hasSize(88);
            String rebuilt = rebuild(json);
            assertThat(rebuilt).isEqualTo(lease.terms().signedText());
            assertThat(jdkVerifies(key, rebuilt, json.path("signature").asText()))
                    .isTrue();
            assertThat(jdkVerifies(key, rebuilt + ",x", json.path("signature").asText()))
                    .isFalse();

            StoredLease stored = Samples.get(StoredLease.parse(sent));
            LeaseKeyset keyset = LeaseKeyset.of(lease.terms().kid(), Leases.publicKey(key));
            assertThat(Samples.get(stored.verify(keyset)).toPayload()).isEqualTo(lease.toPayload());
        }
    }

    private static LeaseTerms randomTerms(Random random) {
        List<String> entitlements = Stream.generate(() -> randomName(random))
                .limit(random.nextInt(6))
                .toList();
        return new LeaseTerms(
                new Kid(randomName(random)),
                Sha256.of(new byte[] {(byte) random.nextInt()}),
                new UUID(random.nextLong(), random.nextLong()),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L)),
                List.of(LeaseStatus.values()).get(random.nextInt(3)),
                entitlements);
    }

    private static String randomName(Random random) {
        String letters = "ABCXYZabcxyz0189._-";
        StringBuilder name = new StringBuilder("").append(letters.charAt(random.nextInt(16)));
        random.ints(random.nextInt(63), 0, letters.length()).forEach(at -> name.append(letters.charAt(at)));
        return name.toString();
    }

    /** The same lease with its entitlements in another order: a client sorts them itself. */
    private static byte[] shuffled(byte[] lease, Random random) throws Exception {
        Map<?, ?> members = JSON.readValue(lease, Map.class);
        Map<Object, Object> changed = new HashMap<>(members);
        List<Object> entitlements = new ArrayList<>((List<?>) changed.getOrDefault("entitlements", List.of()));
        Collections.shuffle(entitlements, random);
        changed.put("entitlements", entitlements);
        return JSON.writeValueAsBytes(changed);
    }

    /** Written from LEASE-PROTOCOL 4 alone. */
    private static String rebuild(JsonNode lease) {
        List<String> entitlements = new ArrayList<>();
        lease.path("entitlements").forEach(name -> entitlements.add(name.asText()));
        Collections.sort(entitlements);
        return "v3|" + lease.path("kid").asText() + "|"
                + lease.path("licenseKeyHash").asText() + "|"
                + lease.path("instanceId").asText() + "|"
                + lease.path("issuedAt").asLong() + "|"
                + lease.path("expiresAt").asLong() + "|" + lease.path("status").asText() + "|"
                + String.join(",", entitlements);
    }

    private static boolean jdkVerifies(SigningKey key, String text, String signature) throws Exception {
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(key.publicKey().spki())));
        jdk.update(text.getBytes(StandardCharsets.UTF_8));
        return jdk.verify(Base64.getDecoder().decode(signature));
    }

    @Test
    void aChangedMemberBreaksTheSignature() {
        Map<String, Object> good =
                Lease.issue(terms(LeaseStatus.ACTIVE, "pro"), KEY).toPayload();

        Map.of("expiresAt", (Object) 1_781_681_047L, "status", "fallback", "entitlements", List.of("pro", "addon"))
                .forEach((name, value) -> {
                    Map<String, Object> changed = new HashMap<>(good);
                    changed.put(name, value);
                    assertThat(verify(changed, KEYSET)).isEqualTo(refused(RefusalCode.BAD_SIGNATURE, "site-1"));
                });
        Map<String, Object> otherKey = new HashMap<>(good);
        otherKey.put("kid", "site-2");
        assertThat(verify(otherKey, KEYSET)).isEqualTo(refused(RefusalCode.UNKNOWN_KEY, "site-2"));
    }

    private static Verdict<Lease> verify(Map<String, Object> json, LeaseKeyset keyset) {
        return StoredLease.parse(Payloads.toJson(json)).then(lease -> lease.verify(keyset));
    }

    private static Verdict<Lease> refused(RefusalCode code, String kid) {
        return Verdict.refused(Refusal.of(code, "kid", kid));
    }

    @Test
    void aMemberThatIsMissingOrOddIsMalformed() {
        Map<String, Object> good =
                Lease.issue(terms(LeaseStatus.ACTIVE, "pro"), KEY).toPayload();
        for (String name : good.keySet()) {
            Map<String, Object> less = new HashMap<>(good);
            less.remove(name);
            assertThat(verify(less, KEYSET)).as(name).isEqualTo(malformed(name, "missing"));
        }
        Map<String, Object> odd = new HashMap<>(good);
        odd.put("status", "paused");
        assertThat(verify(odd, KEYSET)).isEqualTo(malformed("status", "paused"));
        assertThat(StoredLease.parse(new byte[70_000])).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.TOO_LARGE);
        });
    }

    private static Verdict<Lease> malformed(String field, String found) {
        return Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", field).and("found", found));
    }

    /** Case 6: the new key signs, the old one stays listed, and a client that knows only the old one keeps its lease. */
    @Test
    void rotationKeepsOldLeasesVerifiable() {
        SigningKey next = TestKeys.ed25519("next lease key").key();
        Kid nextKid = LeaseKeyset.siteKid(Leases.publicKey(next));
        LeaseKeyset rotated = KEYSET.rotatedTo(nextKid, Leases.publicKey(next));
        Map<String, Object> old = Lease.issue(terms(LeaseStatus.ACTIVE), KEY).toPayload();

        assertThat(rotated.primary()).isEqualTo(nextKid);
        assertThat(rotated.keys()).containsOnlyKeys(nextKid, KID);
        assertThat(Samples.get(verify(old, rotated)).toPayload()).isEqualTo(old);
        assertThat(nextKid.value()).matches("sgate-[0-9a-f]{16}").isNotIn("k1", "primary");
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaseKeyset(nextKid, KEYSET.keys()));
    }

    @Test
    void base64IsTheStandardAlphabetWithPadding() {
        assertThat(Lease.issue(terms(LeaseStatus.ACTIVE), KEY).signature()).matches("[A-Za-z0-9+/]{86}==");
        assertThat(Base64Text.encode(Leases.publicKey(KEY).raw())).hasSize(44);
    }
}
