package dev.sgate.vectors;

import dev.sgate.seal.Sealer.NamedKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** Signs as the format page says, with the JDK's signatures: the product's reader uses another implementation. */
final class Dsse {
    private Dsse() {}

    static byte[] signedBytes(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        return concat(ascii("DSSEv1 " + type.length + " "), type, ascii(" " + payload.length + " "), payload);
    }

    /** A key id and its bytes, as an envelope lists them. */
    static Map<String, Object> entry(String keyid, byte[] signature) {
        return Samples.members("keyid", keyid, "sig", base64(signature));
    }

    static byte[] sign(NamedKey key, byte[] message) {
        boolean rsa = key.key().publicKey().algorithm().startsWith("rsa");
        return sign(rsa ? "SHA256withRSA" : "Ed25519", key, message);
    }

    static byte[] sign(String algorithm, NamedKey key, byte[] message) {
        try {
            boolean rsa = key.key().publicKey().algorithm().startsWith("rsa");
            PrivateKey secret = KeyFactory.getInstance(rsa ? "RSA" : "Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(key.key().toPkcs8InsecureSecret()));
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
