package dev.sgate.vendor;

import java.io.Serial;

/**
 * The desk was asked for something that it does not do: a key file that is none, a pool of no seats, a date in the past. The
 * message is for the person who asked, and says which of their words or files it is about.
 */
public final class BadInput extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }
}
