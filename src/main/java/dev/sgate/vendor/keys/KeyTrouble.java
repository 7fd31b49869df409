package dev.sgate.vendor.keys;

import java.io.Serial;

/** Whoever holds a key did not do its part; one of the two ways in which that happens (C63). The message is for the person who asked. */
public final class KeyTrouble extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private KeyTrouble(String message, Throwable cause) {
        super(message, cause);
    }

    /** The key is there, and did not sign. */
    static KeyTrouble signingFailed(String key, Throwable cause) {
        return new KeyTrouble("signing failed: " + key + " did not sign: " + said(cause), cause);
    }

    /** Nobody could say which key it is, so nothing was signed. */
    static KeyTrouble publicKeyFailed(String key, Throwable cause) {
        return new KeyTrouble("fetching the public key failed: " + key + ": " + said(cause), cause);
    }

    /** The innermost reason: tokens hide it behind three exceptions. */
    private static String said(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }
}
