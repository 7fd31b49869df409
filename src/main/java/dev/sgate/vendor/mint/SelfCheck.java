package dev.sgate.vendor.mint;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Role;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.TrustDocument;
import dev.sgate.seal.TrustDocument.RoleKeys;
import dev.sgate.seal.TrustDocument.TrustedKey;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import dev.sgate.seal.VerifyingKey;
import dev.sgate.vendor.BadInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the desk has sealed is read back by the appliance's own reader before it leaves: so no rule of the format is written down a
 * second time here. The trust document for it is made on the spot and names the very keys that signed, for every role but
 * {@code root}; whether the real one names them is checked with it.
 */
public final class SelfCheck {
    private SelfCheck() {}

    /** The value in this envelope line, if an appliance that believes the signers would read it. */
    public static <T> Verdict<T> read(byte[] line, List<NamedKey> signers, Function<VerifiedPayload, Verdict<T>> from) {
        try {
            return new SealedFile(new ByteArrayInputStream(line))
                    .open(keyring(signers))
                    .then(from);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** As {@link #read}, for what a person asked for in these words. */
    public static <T> T require(byte[] line, List<NamedKey> signers, Function<VerifiedPayload, Verdict<T>> from) {
        return switch (read(line, signers, from)) {
            case Verdict.Accepted<T>(T value) -> value;
            case Verdict.Refused<T>(Refusal refusal) ->
                throw new BadInput("this would be refused everywhere: " + refusal.code() + " "
                        + refusal.evidence().oneLine());
        };
    }

    /** A keyring that believes these keys, for every role but {@code root}. */
    public static Keyring keyring(List<NamedKey> signers) {
        Map<Kid, VerifyingKey> keys = new HashMap<>();
        signers.forEach(signer -> keys.put(signer.kid(), signer.key().publicKey()));
        return believing(keys);
    }

    /** The same for public halves. */
    static Keyring believing(Map<Kid, VerifyingKey> signers) {
        NamedKey root = NamedKey.ofDevice(SigningKey.newEd25519(new SecureRandom()));
        Map<Kid, TrustedKey> keys = new HashMap<>();
        signers.forEach((kid, key) -> keys.put(kid, new TrustedKey(key, Set.of())));
        RoleKeys all = new RoleKeys(Set.copyOf(keys.keySet()), 1);
        keys.put(root.kid(), new TrustedKey(root.key().publicKey(), Set.of()));
        TrustDocument document = new TrustDocument(
                1,
                Instant.EPOCH,
                keys,
                Map.of(Role.ROOT, new RoleKeys(Set.of(root.kid()), 1), Role.LICENSE, all, Role.UPDATE, all),
                Set.of());
        byte[] file = Sealer.seal(PayloadType.TRUST, document.toPayload(), List.of(root));
        return switch (Keyring.pin(file)) {
            case Verdict.Accepted<Keyring>(Keyring keyring) -> keyring;
            case Verdict.Refused<Keyring>(Refusal refusal) ->
                throw new BadInput(
                        "these keys cannot sign together: " + refusal.evidence().oneLine());
        };
    }
}
