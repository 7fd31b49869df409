package dev.sgate.vectors;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Good payloads, written down by hand from the format page and not through the product's own writers. Each call gives a fresh map
 * to spoil.
 */
public final class Samples {
    /** When the samples are good: a month after they were made. */
    public static final String NOW = "2026-02-01T12:00:00Z";

    public static final String MADE = "2026-01-01T00:00:00Z";
    public static final String VALID_UNTIL = "2027-01-01T00:00:00Z";
    public static final String LICENSE_KEY = "TEST0-TEST1-TEST2-TEST3-TEST4";
    public static final String LICENSE_KEY_HASH = Sha256.of(
                    "TEST0TEST1TEST2TEST3TEST4".getBytes(StandardCharsets.UTF_8))
            .hex();

    /** Changes nothing. */
    public static final Consumer<Map<String, Object>> AS_IT_IS = payload -> {};

    private Samples() {}

    public static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    /** A change that puts these members into a payload, given as name, value, name, value. */
    public static Consumer<Map<String, Object>> set(Object... namesAndValues) {
        return payload -> payload.putAll(members(namesAndValues));
    }

    /** A license bundle for {@code lantern} with two seats and an empty revocation list. */
    public static Map<String, Object> license() {
        return members(
                "bundleId",
                "0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01",
                "serial",
                5,
                "licenseId",
                "7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a",
                "licenseKeyHash",
                LICENSE_KEY_HASH,
                "product",
                "lantern",
                "customer",
                "Lighthouse Works",
                "tier",
                "team",
                "entitlements",
                List.of("base", "reports"),
                "issuedAt",
                MADE,
                "validUntil",
                VALID_UNTIL,
                "pool",
                members("size", 2),
                "crl",
                crl());
    }

    /** An empty revocation list. */
    public static Map<String, Object> crl(String... revoked) {
        return members("number", 7, "issuedAt", MADE, "revoked", List.of(revoked));
    }

    /** The digest of a text, for digests that only have to be some. */
    public static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** A single executable of 300 bytes. */
    public static byte[] attachment() {
        return "#!/bin/sh\nexec sleep 3600\n############"
                .repeat(10)
                .substring(0, 300)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An update of {@code lantern} that brings {@link #attachment}. */
    public static Map<String, Object> update() {
        return members(
                "updateId",
                "5f0d7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b",
                "product",
                "lantern",
                "issuedAt",
                MADE,
                "app",
                app());
    }

    /** The application of {@link #update}: 2.4.0 for any platform. */
    public static Map<String, Object> app() {
        return members(
                "name", "lamp",
                "version", "2.4.0",
                "platform", "any",
                "mediaType", "application/octet-stream",
                "fileName", "lamp.sh",
                "length", attachment().length,
                "sha256", Sha256.of(attachment()).hex());
    }

    /** A trust document with every test key in its role; {@code root} needs two of three, the others one. */
    public static Map<String, Object> trust() {
        Map<String, Object> keys = new TreeMap<>();
        Stream.of(
                        TestKeys.ROOT_A,
                        TestKeys.ROOT_B,
                        TestKeys.ROOT_C,
                        TestKeys.LICENSE_A,
                        TestKeys.LICENSE_B,
                        TestKeys.LICENSE_REVOKED,
                        TestKeys.LICENSE_RSA,
                        TestKeys.UPDATE_A,
                        TestKeys.UPDATE_B,
                        TestKeys.UPDATE_REVOKED,
                        TestKeys.BOTH)
                .forEach(key -> keys.put(key.kid().value(), TestKeys.entry(key)));
        keys.put("license-beacon", TestKeys.entry(TestKeys.LICENSE_BEACON, "beacon"));
        keys.put("update-beacon", TestKeys.entry(TestKeys.UPDATE_BEACON, "beacon"));
        return members(
                "version",
                4,
                "expires",
                "2028-01-01T00:00:00Z",
                "keys",
                keys,
                "roles",
                members(
                        "root", role(2, "root-a", "root-b", "root-c"),
                        "license",
                                role(
                                        1,
                                        "license-a",
                                        "license-b",
                                        "license-2023",
                                        "license-rsa",
                                        "license-beacon",
                                        "license-and-update"),
                        "update",
                                role(1, "update-a", "update-b", "update-2023", "update-beacon", "license-and-update")),
                "revoked",
                List.of("license-2023", "update-2023", "license-2021"));
    }

    /** An entry of a trust document's {@code roles}. */
    public static Map<String, Object> role(int threshold, String... keys) {
        return members("keys", List.of(keys), "threshold", threshold);
    }

    /** The sample license after this change, signed and opened as a reader would. */
    public static LicenseBundle bundle(Consumer<Map<String, Object>> change) {
        Map<String, Object> payload = license();
        change.accept(payload);
        return get(LicenseBundle.from(open(PayloadType.LICENSE, payload, TestKeys.LICENSE_A)));
    }

    /** The sample update after this change, signed and opened as a reader would. */
    public static UpdateOffer offer(Consumer<Map<String, Object>> change) {
        Map<String, Object> payload = update();
        change.accept(payload);
        return get(UpdateOffer.from(open(PayloadType.UPDATE, payload, TestKeys.UPDATE_A)));
    }

    /** What is remembered where a bundle of this date came before keys were kept. */
    public static RememberedTime time(Instant issuedAt) {
        return RememberedTime.of(Set.of(), TimeState.issued(issuedAt));
    }

    /** The nested object with this name, to change. */
    @SuppressWarnings("unchecked") // samples nest only such maps
    public static Map<String, Object> in(Map<String, Object> payload, String name) {
        return (Map<String, Object>) Objects.requireNonNull(payload.get(name), name);
    }

    private static VerifiedPayload open(PayloadType type, Map<String, Object> payload, NamedKey key) {
        byte[] file = Sealer.seal(type, payload, List.of(key));
        try {
            return get(new SealedFile(new ByteArrayInputStream(file)).open(TestKeys.keyring()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a verdict that must have accepted. */
    public static <T> T get(Verdict<T> verdict) {
        if (verdict instanceof Verdict.Accepted<T> accepted) {
            return accepted.value();
        }
        throw new AssertionError(verdict);
    }
}
