package dev.sgate.seal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which of an envelope's signatures hold, and the one code for each way in which none of them does (FORMATS, "Which code"). */
final class SignatureCheck {
    private SignatureCheck() {}

    /** The key ids whose signature holds under a key that this document believes; never empty. */
    static Verdict<Set<Kid>> validSigners(Envelope envelope, TrustDocument document) {
        Set<Kid> valid = new HashSet<>();
        boolean anyKnown = false;
        boolean anyBelieved = false;
        byte[] signed = envelope.signedBytes();
        for (Signature signature : envelope.signatures()) {
            Kid kid = signature.claimedKid();
            anyKnown |= document.names(kid);
            Optional<TrustDocument.TrustedKey> key = document.findBelieved(kid);
            anyBelieved |= key.isPresent();
            if (key.isPresent() && key.get().key().verifies(signed, signature.bytes())) {
                valid.add(kid);
            }
        }
        if (!valid.isEmpty()) {
            return Verdict.accepted(valid);
        }
        RefusalCode code =
                anyBelieved ? RefusalCode.BAD_SIGNATURE : anyKnown ? RefusalCode.REVOKED_KEY : RefusalCode.UNKNOWN_KEY;
        return Verdict.refused(Refusal.of(code, "keyids", claimedKids(envelope)));
    }

    /** The signers that hold the role for the product, if they are at least its threshold; an empty product asks for none. */
    static Verdict<Set<Kid>> requireHolders(TrustDocument document, Role role, Set<Kid> signers, String product) {
        Set<Kid> holders = document.holders(role, signers, product);
        if (holders.size() >= document.threshold(role)) {
            return Verdict.accepted(holders);
        }
        Refusal refusal = Refusal.of(RefusalCode.WRONG_ROLE, "role", role.word())
                .and("keys", holders.size())
                .and("threshold", document.threshold(role));
        return Verdict.refused(product.isEmpty() ? refusal : refusal.and("product", product));
    }

    /** Whether the envelope is signed by the device key it brings along, under that key's own id. */
    static Verdict<Ed25519PublicKey> byDevice(Envelope envelope) {
        Optional<Ed25519PublicKey> key = envelope.deviceKey().flatMap(Ed25519PublicKey::find);
        if (key.isEmpty()) {
            return Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", "envelope.deviceKey"));
        }
        return byDevice(envelope, key.get());
    }

    /** Whether the envelope is signed by this device key, under that key's own id. */
    static Verdict<Ed25519PublicKey> byDevice(Envelope envelope, Ed25519PublicKey key) {
        Kid kid = key.deviceKid();
        byte[] signed = envelope.signedBytes();
        for (Signature signature : envelope.signatures()) {
            if (signature.claimedKid().equals(kid)) {
                return key.verifies(signed, signature.bytes())
                        ? Verdict.accepted(key)
                        : Verdict.refused(Refusal.of(RefusalCode.BAD_SIGNATURE, "keyids", kid));
            }
        }
        return Verdict.refused(Refusal.of(RefusalCode.UNKNOWN_KEY, "keyids", claimedKids(envelope))
                .and("expected", kid));
    }

    /** Where no key is believed, no key is known. */
    static <T> Verdict<T> nothingBelieved(Envelope envelope, Keyring keyring) {
        return Verdict.refused(Refusal.of(RefusalCode.UNKNOWN_KEY, "keyids", claimedKids(envelope))
                .and("trust", keyring.whyNothing()));
    }

    private static String claimedKids(Envelope envelope) {
        return String.join(
                ",",
                envelope.signatures().stream().map(s -> s.claimedKid().value()).toList());
    }
}
