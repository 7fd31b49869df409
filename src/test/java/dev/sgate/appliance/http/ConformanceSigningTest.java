package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.Ids;
import dev.sgate.station.leasing.LeaseKeys;
import dev.sgate.station.leasing.ServedSite;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cases 1 to 6 of LEASE-PROTOCOL 9: what is signed, and with which key. */
class ConformanceSigningTest extends ConformanceSite {
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
}
