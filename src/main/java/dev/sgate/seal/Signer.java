package dev.sgate.seal;

/**
 * Whoever holds a private key and signs with it (port): this process, a token behind PKCS#11, a service that keeps keys. The private
 * half never has to leave it.
 */
public interface Signer {
    /** The public half. */
    VerifyingKey publicKey();

    /**
     * The signature over exactly these bytes, as {@link VerifyingKey#verifies} takes it.
     *
     * @throws RuntimeException if whoever holds the key does not sign; the message is for the person who asked
     */
    byte[] sign(byte[] message);
}
