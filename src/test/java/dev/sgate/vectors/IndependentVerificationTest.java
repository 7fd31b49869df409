package dev.sgate.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenSSL's word on signatures: it shares no code with the generator and none with the reader. What it is asked is put together
 * here from the format page once more.
 */
class IndependentVerificationTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} holds: {1}")
    @CsvSource({
        "license-plain, true",
        "license-with-every-field, true",
        "license-by-rsa, true",
        "license-spaces-in-the-payload, true",
        "update-plain, true",
        "update-archive, true",
        "update-may-go-back, true",
        "trust-next, true",
        "trust-new-roots, true",
        "embedded-plain, true",
        "license-signed-by-the-update-key, true",
        "revoked-by-its-own-list, true",
        "signature-zeros, false",
        "signature-s-plus-l, false",
        "signature-neutral, false",
        "signature-65-bytes, false",
        "signature-of-the-neighbour, false",
        "signed-payload-alone, false",
        "signed-as-an-update, false",
        "license-envelope-as-update, false",
        "payload-written-again, false",
        "payload-with-more-seats, false",
        "rsa-rubbish-behind-the-digest, false",
        "rsa-odd-padding, false",
        "rsa-with-sha-1, false",
        "rsa-plus-modulus, false",
        "trust-bit-flipped, false"
    })
    void opensslAgrees(String name, boolean holds) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/openssl")))
                .as("openssl")
                .isTrue();
        JsonNode envelope = JSON.readTree(
                Files.readAllLines(file(name), StandardCharsets.UTF_8).get(0));
        byte[] payload = Base64.getDecoder().decode(envelope.get("payload").textValue());
        String type = envelope.get("payloadType").textValue();
        for (JsonNode signature : envelope.get("signatures")) {
            boolean verified = verifies(
                    signature.get("keyid").textValue(),
                    signedBytes(type, payload),
                    Base64.getDecoder().decode(signature.get("sig").textValue()));
            assertThat(verified).as(signature.get("keyid").textValue()).isEqualTo(holds);
        }
    }

    private static Path file(String name) throws IOException {
        try (var files = Files.list(Vectors.folder().resolve(name))) {
            return files.filter(path -> !path.endsWith("vector.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] signedBytes(String type, byte[] payload) {
        byte[] head =
                ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    private boolean verifies(String keyid, byte[] message, byte[] signature) throws Exception {
        JsonNode key = findKey(keyid).orElseThrow();
        Path spki = Files.write(
                folder.resolve("spki"),
                Base64.getDecoder().decode(key.get("spki").textValue()));
        Path in = Files.write(folder.resolve("message"), message);
        Path sig = Files.write(folder.resolve("signature"), signature);
        List<String> verify = key.get("algorithm").textValue().equals("ed25519")
                ? List.of(
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-keyform",
                        "DER",
                        "-inkey",
                        spki.toString(),
                        "-rawin",
                        "-in",
                        in.toString(),
                        "-sigfile",
                        sig.toString())
                : List.of(
                        "dgst",
                        "-sha256",
                        "-verify",
                        spki.toString(),
                        "-keyform",
                        "DER",
                        "-signature",
                        sig.toString(),
                        in.toString());
        return openssl(verify) == 0;
    }

    private static int openssl(List<String> arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    /** The key as the trust document lists it, or as the file's own new document does. */
    private static Optional<JsonNode> findKey(String keyid) throws IOException {
        Path trust = Vectors.folder().resolve("trust/main.sgtrust");
        for (Path document : List.of(trust, file("trust-new-roots"))) {
            JsonNode envelope = JSON.readTree(Files.readString(document));
            JsonNode keys = JSON.readTree(
                            Base64.getDecoder().decode(envelope.get("payload").textValue()))
                    .get("keys");
            if (keys.has(keyid)) {
                return Optional.of(keys.get(keyid));
            }
        }
        return Optional.empty();
    }
}
