package dev.sgate.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that are believed now: one trust document that proved itself, or nothing at all and why. Fails closed: where the trust
 * document is missing, unreadable, empty or writable by others, every file is refused. Immutable.
 */
public final class Keyring {
    private final Optional<TrustDocument> document;
    private final Optional<Sha256> identity;
    private final String whyNothing;
    private final boolean pinning;

    private Keyring(Optional<TrustDocument> document, Optional<Sha256> identity, String whyNothing, boolean pinning) {
        this.document = document;
        this.identity = identity;
        this.whyNothing = whyNothing;
        this.pinning = pinning;
    }

    static Keyring of(TrustDocument document, Sha256 identity) {
        return new Keyring(Optional.of(document), Optional.of(identity), "", false);
    }

    /** No key is believed. {@code why} is a short text for the log and for evidence. */
    public static Keyring nothing(String why) {
        return new Keyring(Optional.empty(), Optional.empty(), why, false);
    }

    /**
     * The keyring of a pinned trust document: a whole {@code .sgtrust} file that site IT put in place. It must carry the threshold
     * of its own {@code root} role, and end where its envelope ends. Being put in place is the pin: never call this with a file
     * from a stick.
     */
    public static Verdict<Keyring> pin(byte[] file) {
        SealedFile sealed = new SealedFile(new ByteArrayInputStream(file));
        try {
            Keyring pinning = new Keyring(Optional.empty(), Optional.empty(), "a trust document is being pinned", true);
            Verdict<VerifiedPayload> opened = sealed.open(pinning);
            Verdict<Long> ended = sealed.requireNoAttachment();
            return opened.then(payload -> ended.then(length -> of(payload)));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static Verdict<Keyring> of(VerifiedPayload payload) {
        return payload.type() == PayloadType.TRUST
                ? payload.parse(TrustDocument.KNOWN, TrustDocument::parse)
                        .map(document -> of(document, payload.identity()))
                : Verdict.refused(Refusal.of(
                                RefusalCode.MALFORMED,
                                "payloadType",
                                payload.type().mediaType())
                        .and("expected", PayloadType.TRUST.mediaType()));
    }

    /**
     * The same keys with none of them revoked: only to read again what was in force before its key was revoked, for as long as the
     * license's {@code rotationHours} let it run on (BEHAVIOUR 2). Nothing that arrives is ever judged by it.
     */
    public Keyring forgivingRevocation() {
        return new Keyring(document.map(TrustDocument::withNothingRevoked), identity, whyNothing, false);
    }

    /**
     * Whether what these keys set together still counts (BEHAVIOUR 4): those of them that are believed now reach the threshold of
     * the role. Where no trust document is believed, nothing is known to be revoked, and everything stays.
     */
    public boolean keeps(Role role, Set<Kid> signers) {
        return document.map(current ->
                        SignatureCheck.requireHolders(current, role, signers, "") instanceof Verdict.Accepted<Set<Kid>>)
                .orElse(true);
    }

    /** Whether the next trust document is believed on its own root keys alone. */
    boolean isPinning() {
        return pinning;
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
