package dev.sgate.seal;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The vendor's keys and what each may sign (FORMATS, {@code .sgtrust}). Built from a payload, or by the desk that makes one; it is
 * believed only as part of a {@link Keyring}.
 *
 * @param version grows by exactly one
 * @param expires a warning to the operator when near, never a lock-out
 * @param keys every key that is named, revoked or not
 * @param roles who may sign what; each role has an entry
 * @param revoked key ids that are never believed again
 */
public record TrustDocument(
        long version, Instant expires, Map<Kid, TrustedKey> keys, Map<Role, RoleKeys> roles, Set<Kid> revoked) {
    static final Set<String> KNOWN = Set.of("version", "expires", "keys", "roles", "revoked", "critical");

    /** A key of the vendor. Where {@code products} is there, the key counts for these only, and for none if it is empty. */
    public record TrustedKey(VerifyingKey key, Optional<Set<String>> products) {
        /** A key that counts for these products, or for all of them if none is given. */
        public TrustedKey(VerifyingKey key, Set<String> products) {
            this(key, products.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(products)));
        }

        boolean countsFor(String product) {
            return product.isEmpty()
                    || products.map(some -> some.contains(product)).orElse(true);
        }
    }

    /** The keys of a role, and how many distinct ones must have signed. */
    public record RoleKeys(Set<Kid> kids, int threshold) {}

    public TrustDocument {
        keys = Map.copyOf(keys);
        roles = Map.copyOf(roles);
        revoked = Set.copyOf(revoked);
    }

    static TrustDocument parse(Fields fields) {
        fields.requireKnownCritical(KNOWN);
        Map<Kid, TrustedKey> keys = keys(fields.getObject("keys"));
        return new TrustDocument(
                fields.getInteger("version", 0, Limits.INTEGER_MAX),
                fields.getTime("expires"),
                keys,
                roles(fields.getObject("roles"), keys),
                fields.getNames("revoked", Limits.LIST_MAX).stream()
                        .map(Kid::new)
                        .collect(Collectors.toSet()));
    }

    private static Map<Kid, TrustedKey> keys(Fields entries) {
        Map<Kid, TrustedKey> keys = new HashMap<>();
        Set<Sha256> publicKeys = new HashSet<>();
        for (String id : entries.names()) {
            Fields entry = entries.getObject(id);
            byte[] spki = entry.getBytes("spki");
            Optional<VerifyingKey> key = VerifyingKey.find(entry.getString("algorithm"), spki);
            if (key.isEmpty() || !WireText.isName(id) || !publicKeys.add(Sha256.of(spki))) {
                throw entries.malformed(
                        id, key.isEmpty() ? "not a key we accept" : "a bad id or a key that is there twice");
            }
            keys.put(
                    new Kid(id),
                    new TrustedKey(
                            key.get(),
                            entry.findProducts("products", Limits.LIST_MAX).map(Set::copyOf)));
        }
        return keys;
    }

    private static Map<Role, RoleKeys> roles(Fields entries, Map<Kid, TrustedKey> keys) {
        Map<Role, RoleKeys> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            Fields entry = entries.getObject(role.word());
            Set<Kid> kids = entry.getNames("keys", Limits.LIST_MAX).stream()
                    .map(Kid::new)
                    .collect(Collectors.toSet());
            long threshold = entry.getInteger("threshold", 1, Limits.INTEGER_MAX);
            if (threshold > kids.size() || !keys.keySet().containsAll(kids)) {
                throw entries.malformed(role.word(), "an unknown key id, or a threshold over its keys");
            }
            roles.put(role, new RoleKeys(kids, (int) threshold));
        }
        Set<Kid> root = keysOf(roles, Role.ROOT).kids();
        for (Role role : Set.of(Role.LICENSE, Role.UPDATE)) {
            if (keysOf(roles, role).kids().stream().anyMatch(root::contains)) {
                throw entries.malformed(role.word(), "a root key in another role");
            }
        }
        return roles;
    }

    /** The payload of a trust document file, members in the order of the format page. */
    public Map<String, Object> toPayload() {
        Map<String, Object> keyEntries = new TreeMap<>();
        keys.forEach((kid, key) -> {
            Map<String, Object> entry = new TreeMap<>();
            entry.put("algorithm", key.key().algorithm());
            entry.put("spki", Base64Text.encode(key.key().spki()));
            key.products()
                    .ifPresent(products ->
                            entry.put("products", products.stream().sorted().toList()));
            keyEntries.put(kid.value(), entry);
        });
        Map<String, Object> roleEntries = new TreeMap<>();
        roles.forEach((role, of) ->
                roleEntries.put(role.word(), Map.of("keys", sorted(of.kids()), "threshold", of.threshold())));
        return Payloads.members(
                "version",
                version,
                "expires",
                expires,
                "keys",
                keyEntries,
                "roles",
                roleEntries,
                "revoked",
                sorted(revoked));
    }

    private static List<String> sorted(Set<Kid> kids) {
        return kids.stream().map(Kid::value).sorted().toList();
    }

    /** The key with this id unless it is revoked. */
    Optional<TrustedKey> findBelieved(Kid kid) {
        return revoked.contains(kid) ? Optional.empty() : Optional.ofNullable(keys.get(kid));
    }

    /** Whether this id was ever named here, as a key or as revoked. */
    boolean names(Kid kid) {
        return keys.containsKey(kid) || revoked.contains(kid);
    }

    /** Of these signers, the ones that hold the role for the product; an empty product asks for none in particular. */
    Set<Kid> holders(Role role, Set<Kid> signers, String product) {
        RoleKeys of = keysOf(roles, role);
        return signers.stream()
                .filter(of.kids()::contains)
                .filter(kid ->
                        findBelieved(kid).filter(key -> key.countsFor(product)).isPresent())
                .collect(Collectors.toSet());
    }

    int threshold(Role role) {
        return keysOf(roles, role).threshold();
    }

    /** A role that is not there has no keys and a threshold that nothing reaches. */
    private static RoleKeys keysOf(Map<Role, RoleKeys> roles, Role role) {
        return roles.getOrDefault(role, new RoleKeys(Set.of(), Integer.MAX_VALUE));
    }
}
