package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentReader;
import dev.sgate.license.LicenseBundle;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The samples in docs/formats.md are what the code writes, and the reader takes them. After a change on purpose,
 * {@code mvn test -Dtest=FormatSamplesTest -Dsgate.docs.write} puts the new ones into the page.
 */
class FormatSamplesTest {
    private static final String FILE = "docs/formats.md";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BEGIN_CHARS = 100;

    @TestFactory
    Stream<DynamicTest> thePageShowsWhatTheCodeWrites() throws IOException {
        if (System.getProperty("sgate.docs.write") != null) {
            writeAnew();
        }
        Page page = Page.read(FILE);
        return samples().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(),
                        () -> assertThat(page.samples(sample.getKey())).containsExactly(sample.getValue())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"license", "update", "journal", "trust"})
    void thePayloadShownIsTheOneInTheEnvelope(String kind) throws IOException {
        Page page = Page.read(FILE);
        String payload = page.samples("json " + kind + ".payload").get(0);
        String envelope = page.samples("json " + kind + ".envelope").get(0);

        byte[] inside = Base64.getDecoder()
                .decode(JSON.readTree(envelope).path("payload").textValue());

        assertThat(JSON.readTree(payload)).isEqualTo(JSON.readTree(inside));
    }

    @ParameterizedTest
    @ValueSource(strings = {"license", "update", "journal"})
    void theReaderTakesEachFileUnderTheTrustDocumentShown(String kind) throws IOException {
        SealedFile file = new SealedFile(new ByteArrayInputStream(fileShown(kind)));
        Keyring keyring = Samples.get(Keyring.pin(fileShown("trust")));

        VerifiedPayload payload = Samples.get(file.open(keyring));

        assertThat(contentOf(payload)).isInstanceOf(Verdict.Accepted.class);
    }

    private static Verdict<?> contentOf(VerifiedPayload payload) {
        return switch (payload.type()) {
            case LICENSE -> LicenseBundle.from(payload);
            case UPDATE -> UpdateOffer.from(payload);
            default ->
                Segment.from(payload)
                        .then(segment ->
                                SegmentReader.read(segment, FormatSamples.attachment("journal"), new Nobody()));
        };
    }

    private static byte[] fileShown(String kind) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(
                Page.read(FILE).samples("json " + kind + ".envelope").get(0).getBytes(StandardCharsets.UTF_8));
        file.writeBytes(FormatSamples.attachment(kind));
        return file.toByteArray();
    }

    /** By this page alone: nothing of the product is used but the public key's own check. */
    @Test
    void theWorkedExampleHolds() throws IOException {
        Page page = Page.read(FILE);
        JsonNode envelope = JSON.readTree(page.samples("json license.envelope").get(0));
        JsonNode signature = envelope.path("signatures").path(0);
        byte[] payload = Base64.getDecoder().decode(envelope.path("payload").textValue());
        byte[] signed = signedBytes(envelope.path("payloadType").textValue(), payload);

        assertThat(page.samples("text license.digests").get(0))
                .isEqualTo(Sha256.of(signed) + "  signed bytes\n" + Sha256.of(payload) + "  payload\n");
        assertThat(new String(signed, StandardCharsets.UTF_8))
                .startsWith(page.samples("text license.signed-begin").get(0).stripTrailing());
        assertThat(TestKeys.LICENSE_A
                        .key()
                        .publicKey()
                        .verifies(
                                signed,
                                Base64.getDecoder().decode(signature.path("sig").textValue())))
                .isTrue();
    }

    private static byte[] signedBytes(String type, byte[] payload) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ")
                .getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(payload);
        return signed.toByteArray();
    }

    private static Map<String, String> samples() throws IOException {
        Map<String, String> samples = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Object>> kind :
                FormatSamples.payloads().entrySet()) {
            samples.put("json " + kind.getKey() + ".payload", pretty(kind.getValue()));
            samples.put(
                    "json " + kind.getKey() + ".envelope",
                    new String(FormatSamples.envelope(kind.getKey()), StandardCharsets.UTF_8));
        }
        samples.put("json journal.lines", new String(FormatSamples.lines(), StandardCharsets.UTF_8));
        samples.putAll(workedExample());
        return samples;
    }

    private static Map<String, String> workedExample() throws IOException {
        JsonNode envelope = JSON.readTree(new String(FormatSamples.envelope("license"), StandardCharsets.UTF_8));
        byte[] payload = Base64.getDecoder().decode(envelope.path("payload").textValue());
        byte[] signed = signedBytes(envelope.path("payloadType").textValue(), payload);
        return Map.of(
                "text license.spki", FormatSamples.licenseSpki() + "\n",
                "text license.signed-begin",
                        new String(signed, StandardCharsets.UTF_8).substring(0, BEGIN_CHARS) + "\n",
                "text license.digests", Sha256.of(signed) + "  signed bytes\n" + Sha256.of(payload) + "  payload\n");
    }

    /** Laid out for reading: the same members as on the wire. */
    private static String pretty(Map<String, Object> payload) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(Payloads.toJson(payload))) + "\n";
    }

    private static void writeAnew() throws IOException {
        String text = Page.read(FILE).text();
        for (Map.Entry<String, String> sample : samples().entrySet()) {
            text = text.replaceFirst(
                    "(?ms)^```" + sample.getKey() + "\\n.*?^```$",
                    Matcher.quoteReplacement("```" + sample.getKey() + "\n" + sample.getValue() + "```"));
        }
        Files.writeString(Page.HOME.resolve(FILE), text);
    }

    /** Takes what a journal holds and keeps nothing. */
    private static final class Nobody implements SegmentReader.Receiver {
        @Override
        public void device(DeviceLine device) {}

        @Override
        public void event(Event event) {}
    }
}
