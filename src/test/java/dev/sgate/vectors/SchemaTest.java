package dev.sgate.vectors;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.seal.PayloadType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JSON Schemas and the reader agree on every vector: what the reader takes, the schemas take, and what it finds malformed they do
 * too, but for the flaws that no schema can name, which are listed here.
 */
class SchemaTest {
    private static final Set<String> BEYOND_SCHEMAS = Set.of(
            // what is around the JSON, and how it is written
            "attachment-on-the-envelope-line",
            "base64-spare-bits",
            "envelope-behind-a-space",
            "envelope-depth-17",
            "envelope-ends-with-cr-lf",
            "envelope-ends-with-space",
            "envelope-latin-1",
            "envelope-lone-surrogate",
            "envelope-overlong-utf-8",
            "envelope-surrogate-in-utf-8",
            "json-depth-17",
            "json-lone-surrogate",
            "json-overlong",
            "json-serial-twice",
            "json-serial-twice-by-escapes",
            "json-size-twice",
            "json-two-objects",
            "key-id-member-twice",
            "payload-twice",
            "payload-twice-by-escapes",
            "serial-exponent",
            "serial-fraction",
            "serial-minus-zero",
            "two-envelopes-on-one-line",
            "unknown-member-twice",
            // relations between fields
            "going-back-for-31-days",
            "journal-of-another-appliance",
            "journal-device-in-part-2",
            "journal-first-event-has-a-past",
            "journal-head-moved-without-events",
            "journal-last-seq-before-first",
            "journal-last-seq-too-high",
            "journal-part-beyond-parts",
            "journal-tip-behind",
            "journal-tip-of-another-line",
            "key-id-twice",
            "key-id-twice-under-a-pair",
            "list-descending",
            "list-packed-31-bytes",
            "list-packed-with-double",
            "minimum-above-pre-release",
            "minimum-above-version",
            "pool-devices-over-size",
            "trust-one-key-under-two-ids",
            "trust-root-in-another-role",
            "trust-threshold-over-distinct-keys",
            "trust-threshold-over-keys",
            "trust-unknown-id-in-role",
            "unknown-key-id-twice",
            // dates, and keys
            "journal-device-key-order-8",
            "journal-key-of-low-order",
            "time-february-30",
            "trust-key-neutral",
            "trust-key-not-canonical",
            "trust-key-off-the-curve",
            "trust-key-order-2",
            "trust-key-order-4",
            "trust-key-order-8",
            "trust-rsa-longer",
            // the attachment
            "journal-byte-after-the-member",
            "journal-device-behind",
            "journal-device-missing",
            "journal-device-not-counted",
            "journal-device-seen-backwards",
            "journal-device-without-fingerprint",
            "journal-encrypted-and-not-said",
            "journal-encrypted-twice-packed",
            "journal-event-detail-a-text",
            "journal-event-detail-null",
            "journal-event-empty-line",
            "journal-event-fingerprint-short",
            "journal-event-id-no-uuid",
            "journal-event-license-no-uuid",
            "journal-event-lone-surrogate",
            "journal-event-member-twice",
            "journal-event-time-with-fraction",
            "journal-event-too-deep",
            "journal-event-too-few",
            "journal-event-too-many",
            "journal-event-two-objects",
            "journal-event-without-id",
            "journal-event-without-occurredat",
            "journal-event-without-prev",
            "journal-event-without-seq",
            "journal-event-without-type",
            "journal-gzip-checksum",
            "journal-gzip-cut",
            "journal-line-removed",
            "journal-line-twice",
            "journal-lines-swapped",
            "journal-no-lines-at-all",
            "journal-two-gzip-members",
            "journal-unpacks-to-less",
            "journal-attachment-not-gzip",
            "journal-event-not-json",
            "journal-gap",
            "journal-last-line-open");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Schema> SCHEMAS = Stream.of(
                    "envelope", "license", "update", "journal", "trust", "leasekey")
            .collect(toMap(name -> name, SchemaTest::schema));

    private static Schema schema(String name) {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/dev/sgate/schemas/" + name + ".schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Vectors that fail for something else than their content: those must fit. */
    @TestFactory
    Stream<DynamicTest> whatTheReaderTakesFits() {
        return Vectors.all().stream()
                .filter(vector ->
                        !vector.expect().equals("malformed") && !vector.expect().equals("too-large"))
                .filter(vector -> !vector.expect().equals("bad-signature"))
                .flatMap(vector -> findEnvelope(vector).stream()
                        .map(envelope -> DynamicTest.dynamicTest(vector.name(), () -> {
                            assertThat(errors("envelope", envelope)).isEmpty();
                            findPayload(envelope)
                                    .ifPresent(payload -> assertThat(
                                                    errors(kind(envelope).orElseThrow(), payload))
                                            .isEmpty());
                        })));
    }

    @Test
    void whatTheReaderFindsMalformedDoesNotFit() {
        Set<String> fits = Vectors.all().stream()
                .filter(vector -> vector.expect().equals("malformed"))
                .filter(SchemaTest::fits)
                .map(Vector::name)
                .collect(toSet());
        assertThat(fits).isEqualTo(BEYOND_SCHEMAS);
    }

    /** Whether the schemas find nothing wrong with what can be read of it at all. */
    private static boolean fits(Vector vector) {
        return findEnvelope(vector)
                .filter(envelope -> errors("envelope", envelope).isEmpty())
                .filter(envelope -> findPayload(envelope)
                        .filter(payload ->
                                errors(kind(envelope).orElseThrow(), payload).isEmpty())
                        .isPresent())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kid\":\"k\",\"ed25519\":\"AAAA\",\"bundleId\":\"x\"}", "[]", "7"})
    void whatIsNoLeaseKeyDoesNotFit(String json) {
        assertThat(errors("leasekey", json)).isNotEmpty();
    }

    @Test
    void aLeaseKeyFits() {
        String json = Json.write(Samples.members(
                "kid", "lease-1",
                "ed25519", Dsse.base64(new byte[32]),
                "bundleId", "0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01"));
        assertThat(errors("leasekey", json)).isEmpty();
    }

    private static java.util.List<String> errors(String schema, String json) {
        return Objects.requireNonNull(SCHEMAS.get(schema)).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Optional<String> findEnvelope(Vector vector) {
        byte[] file = vector.bytes();
        int end = 0;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        return end > 1 << 20 ? Optional.empty() : asObject(Arrays.copyOf(file, end));
    }

    private static Optional<String> findPayload(String envelope) {
        try {
            String text = JSON.readTree(envelope).path("payload").asText();
            return kind(envelope).isEmpty() ? Optional.empty() : asObject(decode(text));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static Optional<String> asObject(byte[] bytes) {
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            JsonNode node = JSON.readTree(text);
            return node.isObject() ? Optional.of(node.toString()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> kind(String envelope) {
        try {
            return PayloadType.find(JSON.readTree(envelope).path("payloadType").asText())
                    .filter(type -> type != PayloadType.LEASE_KEY) // never a file of its own
                    .map(type -> type.name().toLowerCase(Locale.ROOT).replace("_", ""));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
