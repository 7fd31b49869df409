package dev.sgate.seal;

import java.util.HashSet;
import java.util.Optional;
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
        return rootSigners(envelope, held.get()).then(old -> {
            TrustDocument offered = parse(envelope);
            return bySelf(envelope, offered, keyring, old)
                    .then(payload -> follows(held.get(), offered, keyring, payload));
        });
    }

    static boolean isSignedByHeldRoots(Envelope envelope, Keyring keyring) {
        return keyring.document()
                .filter(held -> rootSigners(envelope, held) instanceof Verdict.Accepted<Set<Kid>>)
                .isPresent();
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
