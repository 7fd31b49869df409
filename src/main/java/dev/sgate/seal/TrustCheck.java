package dev.sgate.seal;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks a trust document file. It is the one payload that is parsed before all its signatures hold, because its own {@code root}
 * keys are needed to check it; the same strict reader and limits apply (FORMATS, "Order of checks"). Where one is held, its
 * {@code root} keys are asked first.
 */
final class TrustCheck {
    private TrustCheck() {}

    /** The first document is signed by its own root threshold; a later one by the old root threshold as well. */
    static Verdict<VerifiedPayload> verify(Envelope envelope, Keyring keyring) {
        Optional<TrustDocument> held = keyring.document();
        if (held.isEmpty()) {
            return keyring.isPinning()
                    ? bySelf(envelope, parse(envelope), keyring, Set.of())
                    : SignatureCheck.nothingBelieved(envelope, keyring);
        }
        if (wasBelieved(envelope, keyring)) {
            return again(envelope, held.get(), keyring);
        }
        return switch (rootSigners(envelope, held.get())) {
            case Verdict.Accepted<Set<Kid>>(Set<Kid> old) -> next(envelope, held.get(), keyring, old);
            case Verdict.Refused<Set<Kid>>(Refusal refusal) ->
                Verdict.refused(withVersions(refusal, envelope, held.get()));
        };
    }

    private static Verdict<VerifiedPayload> next(Envelope envelope, TrustDocument held, Keyring keyring, Set<Kid> old) {
        TrustDocument offered = parse(envelope);
        return bySelf(envelope, remembering(held, keyring, offered), keyring, old)
                .then(payload -> follows(held, offered, keyring, payload));
    }

    /** What was revoked before counts against the offered document's own signers, too. */
    private static TrustDocument remembering(TrustDocument held, Keyring keyring, TrustDocument offered) {
        return keyring.past().and(held, keyring.identity().orElseThrow()).appliedTo(offered);
    }

    private static boolean wasBelieved(Envelope envelope, Keyring keyring) {
        return keyring.past().identities().contains(Sha256.of(envelope.payload()));
    }

    /** It was proven when it was taken: its keys of then may all be gone. This copy of it must carry its own signatures still. */
    private static Verdict<VerifiedPayload> again(Envelope envelope, TrustDocument held, Keyring keyring) {
        TrustDocument known = parse(envelope);
        return bySelf(envelope, known, keyring, Set.of())
                .then(payload -> versionRefused(RefusalCode.SUPERSEDED, held, known));
    }

    /** Nobody's word, but it tells site IT that a document between the two may be missing. */
    private static Refusal withVersions(Refusal refusal, Envelope envelope, TrustDocument held) {
        Refusal told = refusal.and("heldVersion", held.version());
        try {
            return told.and("claimedVersion", parse(envelope).version());
        } catch (Malformed noDocument) {
            return told;
        }
    }

    /** Whether roots that are believed here signed it, or it is one that was believed here. */
    static boolean isSignedByHeldRoots(Envelope envelope, Keyring keyring) {
        return keyring.document()
                .filter(held -> rootSigners(envelope, held) instanceof Verdict.Accepted<Set<Kid>>
                        || (wasBelieved(envelope, keyring)
                                && rootSigners(envelope, parse(envelope)) instanceof Verdict.Accepted<Set<Kid>>))
                .isPresent();
    }

    /** The version that this envelope claims; empty if it is no trust document or none that can be read. */
    static OptionalLong claimedVersion(byte[] line) {
        try {
            Envelope envelope = Envelope.parse(line);
            return PayloadType.find(envelope.payloadType()).equals(Optional.of(PayloadType.TRUST))
                    ? OptionalLong.of(parse(envelope).version())
                    : OptionalLong.empty();
        } catch (Malformed noDocument) {
            return OptionalLong.empty();
        }
    }

    private static TrustDocument parse(Envelope envelope) {
        return TrustDocument.parse(new Fields("", StrictJson.parseObject(envelope.payload())));
    }

    private static Verdict<VerifiedPayload> bySelf(
            Envelope envelope, TrustDocument offered, Keyring keyring, Set<Kid> others) {
        return rootSigners(envelope, offered).map(own -> {
            Set<Kid> signers = new HashSet<>(others);
            signers.addAll(own);
            return new VerifiedPayload(PayloadType.TRUST, envelope.payload(), signers, keyring, Optional.empty());
        });
    }

    private static Verdict<Set<Kid>> rootSigners(Envelope envelope, TrustDocument document) {
        return SignatureCheck.validSigners(envelope, document)
                .then(signers -> SignatureCheck.requireHolders(document, Role.ROOT, signers, ""));
    }

    private static Verdict<VerifiedPayload> follows(
            TrustDocument held, TrustDocument offered, Keyring keyring, VerifiedPayload payload) {
        if (offered.version() == held.version()) {
            return keyring.identity().equals(Optional.of(payload.identity()))
                    ? Verdict.accepted(payload)
                    : versionRefused(RefusalCode.EQUIVOCATION, held, offered);
        }
        if (offered.version() < held.version()) {
            return versionRefused(RefusalCode.SUPERSEDED, held, offered);
        }
        return offered.version() == held.version() + 1
                ? Verdict.accepted(payload)
                : Verdict.refused(Refusal.of(RefusalCode.NOT_YET_VALID, "missingVersion", held.version() + 1)
                        .and("found", offered.version()));
    }

    private static Verdict<VerifiedPayload> versionRefused(
            RefusalCode code, TrustDocument held, TrustDocument offered) {
        return Verdict.refused(Refusal.of(code, "heldVersion", held.version()).and("found", offered.version()));
    }
}
