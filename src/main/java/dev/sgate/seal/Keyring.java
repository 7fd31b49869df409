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
    /** A document that proved itself, with everything revoked that ever was; and the envelope line it came in. */
    private record Believed(TrustDocument document, Sha256 identity, byte[] line) {}

    private final Optional<Believed> believed;
    private final String whyNothing;
    private final boolean pinning;
    private final TrustPast past;

    private Keyring(Optional<Believed> believed, String whyNothing, boolean pinning, TrustPast past) {
        this.believed = believed;
        this.whyNothing = whyNothing;
        this.pinning = pinning;
        this.past = past;
    }

    private static Keyring of(Believed proven, TrustPast past) {
        Believed applied = new Believed(past.appliedTo(proven.document()), proven.identity(), proven.line());
        return new Keyring(Optional.of(applied), "", false, past);
    }

    /** No key is believed. {@code why} is a short text for the log and for evidence. */
    public static Keyring nothing(String why) {
        return new Keyring(Optional.empty(), why, false, TrustPast.NONE);
    }

    /**
     * The keyring of a pinned trust document: a whole {@code .sgtrust} file that site IT put in place. It must carry the threshold
     * of its own {@code root} role, and end where its envelope ends. Being put in place is the pin: never call this with a file
     * from a stick.
     */
    public static Verdict<Keyring> pin(byte[] file) {
        Keyring pinning = new Keyring(Optional.empty(), "a trust document is being pinned", true, TrustPast.NONE);
        return pinning.read(file).map(proven -> of(proven, TrustPast.NONE));
    }

    /**
     * The keyring once this document took the place of the one believed here: signed by the old and by its own {@code root}
     * threshold, and of the very next version. What was revoked before stays so. The same document again changes nothing.
     *
     * @param file a whole {@code .sgtrust} file, or its envelope line
     * @return refused as {@link SealedFile#open} would, e.g. {@code superseded}, {@code equivocation}, or {@code not-yet-valid} with
     *     the {@code missingVersion}
     */
    public Verdict<Keyring> follow(byte[] file) {
        return read(file)
                .map(proven -> identity().equals(Optional.of(proven.identity())) ? this : of(proven, pastWithThis()));
    }

    /**
     * These keys instead, which site IT pinned in the place of what was believed here; what was revoked before stays so.
     */
    public Keyring replacedBy(Keyring pinned) {
        return pinned.believed.map(next -> of(next, pastWithThis())).orElse(pinned);
    }

    private TrustPast pastWithThis() {
        return believed.map(current -> past.and(current.document(), current.identity()))
                .orElse(past);
    }

    private Verdict<Believed> read(byte[] file) {
        SealedFile sealed = new SealedFile(new ByteArrayInputStream(file));
        try {
            Verdict<VerifiedPayload> opened = sealed.open(this);
            Verdict<Long> ended = sealed.requireNoAttachment();
            return opened.then(payload -> ended.then(length -> proven(payload, sealed.envelopeLine())));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static Verdict<Believed> proven(VerifiedPayload payload, byte[] line) {
        return payload.type() == PayloadType.TRUST
                ? payload.parse(TrustDocument.KNOWN, TrustDocument::parse)
                        .map(document -> new Believed(document, payload.identity(), line))
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
        return new Keyring(
                believed.map(held -> new Believed(past.forgiving(held.document()), held.identity(), held.line())),
                whyNothing,
                false,
                past);
    }

    /**
     * Whether what these keys set together still counts (BEHAVIOUR 4): as long as none of them is revoked, or enough of them are left
     * that are not. Enough is the threshold of the role now, and never more than had signed: a key that was dropped and not revoked
     * has set what it set, and a threshold that was raised since takes nothing back. Where no trust document is believed, nothing is
     * known to be revoked, and everything stays.
     *
     * @param signers of the file that set it; those of other roles do not count
     */
    public boolean keeps(Role role, Set<Kid> signers) {
        return document().map(current -> keeps(current, role, signers)).orElse(true);
    }

    private boolean keeps(TrustDocument current, Role role, Set<Kid> signers) {
        Set<Kid> counted = past.whoMaySign(current, role, signers);
        long left =
                counted.stream().filter(kid -> !current.revoked().contains(kid)).count();
        return left > 0 && left >= Math.min(current.threshold(role), counted.size());
    }

    /** Whether the next trust document is believed on its own root keys alone. */
    boolean isPinning() {
        return pinning;
    }

    /** What is remembered of the documents before this one. */
    TrustPast past() {
        return past;
    }

    /** The trust document with everything revoked that ever was; empty where nothing is believed. */
    public Optional<TrustDocument> document() {
        return believed.map(Believed::document);
    }

    /** The identity of the trust document's file; empty where nothing is believed. */
    public Optional<Sha256> identity() {
        return believed.map(Believed::identity);
    }

    /** The envelope line of the trust document, to be kept and verified again; empty where nothing is believed. */
    public Optional<byte[]> envelopeLine() {
        return believed.map(held -> held.line().clone());
    }

    /** Why nothing is believed; empty text where something is. */
    public String whyNothing() {
        return whyNothing;
    }
}
