package dev.sgate.seal;

import java.util.Optional;
import java.util.Set;

/** A signature that stands beside the text it signs, by one vendor key, for a file that belongs to no product: a license cache. */
public final class DetachedSignature {
    private DetachedSignature() {}

    /**
     * Whether the key with this id signed the message, and alone suffices for the role. A key that counts for some products only
     * lacks the role here, for nothing says which product the message is about.
     *
     * @return the key's id, or refused with {@code unknown-key}, {@code revoked-key}, {@code bad-signature} or {@code wrong-role}
     */
    public static Verdict<Kid> check(Keyring keyring, Role role, Kid kid, byte[] message, byte[] signature) {
        Optional<TrustDocument> document = keyring.document();
        if (document.isEmpty() || !document.get().names(kid)) {
            return Verdict.refused(
                    Refusal.of(RefusalCode.UNKNOWN_KEY, "keyid", kid).and("trust", keyring.whyNothing()));
        }
        Optional<TrustDocument.TrustedKey> key = document.get().findBelieved(kid);
        if (key.isEmpty()) {
            return Verdict.refused(Refusal.of(RefusalCode.REVOKED_KEY, "keyid", kid));
        }
        if (!key.get().key().verifies(message, signature)) {
            return Verdict.refused(Refusal.of(RefusalCode.BAD_SIGNATURE, "keyid", kid));
        }
        return key.get().products().isPresent()
                ? Verdict.refused(
                        Refusal.of(RefusalCode.WRONG_ROLE, "role", role.word()).and("keyid", kid))
                : SignatureCheck.requireHolders(document.get(), role, Set.of(kid), "")
                        .map(holders -> kid);
    }
}
