package dev.sgate.appliance.http;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The key that a client must show, known here by its digest alone: the setting {@code lease.sdkKeySha256} (LEASE-PROTOCOL 2 and
 * 9.24).
 */
public record SdkKey(Sha256 digest) {
    /** Whether exactly one header was sent and is the key. How long the comparison takes says nothing about the key. */
    boolean isShownIn(List<String> headers) {
        if (headers.size() != 1) {
            return false;
        }
        Sha256 shown = Sha256.of(headers.getFirst().getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(shown.raw(), digest.raw());
    }
}
