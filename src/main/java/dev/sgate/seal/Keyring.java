package dev.sgate.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The keys that are believed now: one trust document that proved itself, or nothing at all and why. Fails closed: where the trust
 * document is missing, unreadable, empty or writable by others, every file is refused. Immutable.
 */
public final class Keyring {
    private final Optional<TrustDocument> document;
    private final Optional<Sha256> identity;
    private final String whyNothing;

    private Keyring(Optional<TrustDocument> document, Optional<Sha256> identity, String whyNothing) {
        this.document = document;
        this.identity = identity;
        this.whyNothing = whyNothing;
    }

    static Keyring of(TrustDocument document, Sha256 identity) {
        return new Keyring(Optional.of(document), Optional.of(identity), "");
    }

    /** No key is believed. {@code why} is a short text for the log and for evidence. */
    public static Keyring nothing(String why) {
        return new Keyring(Optional.empty(), Optional.empty(), why);
    }

    /**
     * The keyring of a pinned trust document: a whole {@code .sgtrust} file that site IT put in place. It must carry the threshold
     * of its own {@code root} role.
     */
    public static Verdict<Keyring> pin(byte[] file) {
        SealedFile sealed = new SealedFile(new ByteArrayInputStream(file));
        try {
            return sealed.open(nothing("pinning"))
                    .then(payload -> payload.type() == PayloadType.TRUST
                            ? payload.parse(TrustDocument.KNOWN, TrustDocument::parse)
                                    .map(document -> of(document, payload.identity()))
                            : Verdict.refused(Refusal.of(
                                            RefusalCode.MALFORMED,
                                            "payloadType",
                                            payload.type().mediaType())
                                    .and("expected", PayloadType.TRUST.mediaType())));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** The trust document; empty where nothing is believed. */
    public Optional<TrustDocument> document() {
        return document;
    }

    /** The identity of the trust document's file; empty where nothing is believed. */
    public Optional<Sha256> identity() {
        return identity;
    }

    /** Why nothing is believed; empty text where something is. */
    public String whyNothing() {
        return whyNothing;
    }
}
