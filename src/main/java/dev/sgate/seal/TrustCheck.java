package dev.sgate.seal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a trust document file. It is the one payload that is parsed before its signature holds, because its own {@code root} keys
 * are needed to check it; the same strict reader and limits apply (FORMATS, "Order of checks").
 */
final class TrustCheck {
    private TrustCheck() {}

    /** The first document is signed by its own root threshold; a later one by the old root threshold as well. */
    static Verdict<VerifiedPayload> verify(Envelope envelope, Keyring keyring) {
        TrustDocument offered = TrustDocument.parse(new Fields("", StrictJson.parseObject(envelope.payload())));
        Optional<TrustDocument> held = keyring.document();
        Verdict<Set<Kid>> byHeld = held.isEmpty() ? Verdict.accepted(Set.of()) : rootSigners(envelope, held.get());
        return byHeld.then(old -> rootSigners(envelope, offered).then(own -> {
            Set<Kid> signers = new HashSet<>(old);
            signers.addAll(own);
            VerifiedPayload payload =
                    new VerifiedPayload(PayloadType.TRUST, envelope.payload(), signers, keyring, Optional.empty());
            return held.isEmpty() ? Verdict.accepted(payload) : follows(held.get(), offered, keyring, payload);
        }));
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
