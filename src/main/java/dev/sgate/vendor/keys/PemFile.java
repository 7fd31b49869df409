package dev.sgate.vendor.keys;

import dev.sgate.vendor.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a key file: a line with the key's id, then PEM as other tools know it (RFC 7468; they skip what stands before).
 *
 * @param keyId the id that stands in the file; empty in a file of another tool
 * @param der what the PEM block holds
 */
public record PemFile(Optional<String> keyId, byte[] der) {
    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final Pattern KEY_ID = Pattern.compile("^Key-Id: (\\S+)\\s*$", Pattern.MULTILINE);

    static byte[] write(String label, String keyId, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("Key-Id: " + keyId + "\n-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static PemFile read(Path file, String text, String label) {
        Matcher block = Pattern.compile(
                        "-----BEGIN " + label + "-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new BadInput(file + " holds no " + label.toLowerCase(java.util.Locale.ROOT) + " in PEM");
        }
        Matcher id = KEY_ID.matcher(text);
        Optional<String> keyId = id.find() && id.start() < block.start() ? Optional.of(id.group(1)) : Optional.empty();
        try {
            return new PemFile(keyId, Base64.getMimeDecoder().decode(block.group(1)));
        } catch (IllegalArgumentException notBase64) {
            throw new BadInput(file + " holds no key: not base64");
        }
    }
}
