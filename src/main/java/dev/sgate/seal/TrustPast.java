package dev.sgate.seal;

import dev.sgate.seal.TrustDocument.RoleKeys;
import dev.sgate.seal.TrustDocument.TrustedKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader remembers of the trust documents before the one it believes: which they were, every key they named, and what they
 * revoked. What was revoked once stays revoked, whatever later documents say, and so does its public key under another id (FORMATS,
 * {@code .sgtrust}, {@code revoked}). Immutable.
 *
 * @param identities of the documents that were believed here
 * @param keys that they named, with the roles they had; never only what is revoked, for a key may be revoked after it was dropped
 * @param revoked ids
 */
record TrustPast(Set<Sha256> identities, List<PastKey> keys, Set<Kid> revoked) {
    static final TrustPast NONE = new TrustPast(Set.of(), List.of(), Set.of());

    /** A key that a document named. */
    record PastKey(Kid kid, TrustedKey key, Set<Role> roles) {
        Sha256 digest() {
            return digestOf(key);
        }
    }

    TrustPast {
        identities = Set.copyOf(identities);
        keys = List.copyOf(keys);
        revoked = Set.copyOf(revoked);
    }

    private static Sha256 digestOf(TrustedKey key) {
        return Sha256.of(key.key().spki());
    }

    /** With a document that was believed, and now makes room for the next. */
    TrustPast and(TrustDocument document, Sha256 identity) {
        Set<Sha256> known = new HashSet<>(identities);
        known.add(identity);
        Set<Kid> gone = new HashSet<>(revoked);
        gone.addAll(document.revoked());
        return new TrustPast(known, keysWith(document), gone);
    }

    private List<PastKey> keysWith(TrustDocument document) {
        List<PastKey> all = new ArrayList<>(keys);
        document.keys().forEach((kid, key) -> all.add(new PastKey(kid, key, rolesOf(document, kid))));
        return all;
    }

    private static Set<Role> rolesOf(TrustDocument document, Kid kid) {
        return document.roles().entrySet().stream()
                .filter(role -> role.getValue().kids().contains(kid))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The document with everything revoked that ever was: by itself or before, and each public key of a revoked id under its other ids. */
    TrustDocument appliedTo(TrustDocument document) {
        Set<Kid> gone = new HashSet<>(revoked);
        gone.addAll(document.revoked());
        Set<Sha256> publicKeys = Stream.concat(
                        keys.stream().filter(key -> gone.contains(key.kid())).map(PastKey::digest),
                        document.keys().entrySet().stream()
                                .filter(key -> gone.contains(key.getKey()))
                                .map(key -> digestOf(key.getValue())))
                .collect(Collectors.toSet());
        document.keys().forEach((kid, key) -> {
            if (publicKeys.contains(digestOf(key))) {
                gone.add(kid);
            }
        });
        keys.stream()
                .filter(key -> publicKeys.contains(key.digest()))
                .map(PastKey::kid)
                .forEach(gone::add);
        return new TrustDocument(document.version(), document.expires(), document.keys(), document.roles(), gone);
    }

    /**
     * Of these signers, the ones that hold the role in this document or held it in one before. A key that none of them names is one of
     * them: its document is forgotten, and nothing speaks against it.
     */
    Set<Kid> whoMaySign(TrustDocument document, Role role, Set<Kid> signers) {
        List<PastKey> named = keysWith(document);
        return signers.stream()
                .filter(kid -> named.stream().noneMatch(key -> key.kid().equals(kid))
                        || named.stream()
                                .anyMatch(key ->
                                        key.kid().equals(kid) && key.roles().contains(role)))
                .collect(Collectors.toSet());
    }

    /**
     * The document as if nothing had been revoked: with the revoked keys that it no longer names, in the roles they had. A key that
     * was dropped and not revoked stays dropped.
     */
    TrustDocument forgiving(TrustDocument document) {
        Map<Kid, TrustedKey> named = new HashMap<>(document.keys());
        Map<Role, RoleKeys> roles = new EnumMap<>(document.roles());
        for (PastKey past : keys) {
            if (document.revoked().contains(past.kid())) {
                named.putIfAbsent(past.kid(), past.key());
                past.roles().forEach(role -> roles.computeIfPresent(role, (same, of) -> with(of, past.kid())));
            }
        }
        return new TrustDocument(document.version(), document.expires(), named, roles, Set.of());
    }

    private static RoleKeys with(RoleKeys of, Kid kid) {
        Set<Kid> kids = new HashSet<>(of.kids());
        kids.add(kid);
        return new RoleKeys(kids, of.threshold());
    }
}
