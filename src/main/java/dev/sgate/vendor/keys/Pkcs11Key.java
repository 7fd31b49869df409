package dev.sgate.vendor.keys;

import dev.sgate.seal.Signer;
import dev.sgate.seal.VerifyingKey;
import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;

/**
 * An RSA key of 4096 bits in a token, through the JDK's own PKCS#11 provider. That finds a private key by the certificate beside it,
 * as {@code keytool -genkeypair} makes it; what the certificate says is of no account here but for its public key and its date.
 */
final class Pkcs11Key implements Signer {
    private final Pkcs11Uri uri;
    private final Provider provider;
    private final PrivateKey key;
    private final VerifyingKey publicKey;
    private final Instant madeAt;

    private Pkcs11Key(Pkcs11Uri uri, Provider provider, PrivateKey key, VerifyingKey publicKey, Instant madeAt) {
        this.uri = uri;
        this.provider = provider;
        this.key = key;
        this.publicKey = publicKey;
        this.madeAt = madeAt;
    }

    /**
     * Opens the token with the PIN in its file.
     *
     * @throws KeyTrouble if the library, the token or the key is not there, or the PIN is wrong
     * @throws BadInput if others may read the PIN, or it is another kind of key
     */
    static Pkcs11Key open(Pkcs11Uri uri) throws IOException {
        char[] pin = pin(uri);
        try {
            Provider provider = Pkcs11Tokens.find(uri.module(), uri.token())
                    .orElseThrow(() -> new GeneralSecurityException("no token has this label"));
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return open(uri, provider, store);
        } catch (GeneralSecurityException | ProviderException | IOException trouble) {
            throw KeyTrouble.publicKeyFailed(uri.toString(), trouble);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private static Pkcs11Key open(Pkcs11Uri uri, Provider provider, KeyStore store) throws GeneralSecurityException {
        if (!(store.getKey(uri.object(), null) instanceof PrivateKey key)
                || !(store.getCertificate(uri.object()) instanceof X509Certificate certificate)) {
            throw new GeneralSecurityException(
                    "the token has no private key of this name with a certificate beside it; keytool makes both");
        }
        VerifyingKey publicKey = VerifyingKey.find(
                        "rsa-4096", certificate.getPublicKey().getEncoded())
                .orElseThrow(() -> new BadInput(uri + " is no RSA key of 4096 bits with e = 65537"));
        return new Pkcs11Key(
                uri, provider, key, publicKey, certificate.getNotBefore().toInstant());
    }

    private static char[] pin(Pkcs11Uri uri) throws IOException {
        KeyFile.requireOwnersAlone(uri.pinFile());
        return Files.readString(uri.pinFile()).lines().findFirst().orElse("").toCharArray();
    }

    /** When its certificate begins: when the key was made. */
    Instant madeAt() {
        return madeAt;
    }

    @Override
    public VerifyingKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA", provider);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException trouble) {
            throw KeyTrouble.signingFailed(uri.toString(), trouble);
        }
    }
}
