package dev.sgate.vendor.keys;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.TrustDocument;
import dev.sgate.seal.TrustDocument.RoleKeys;
import dev.sgate.seal.TrustDocument.TrustedKey;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.BadInput;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The next version of a trust document while it is put together: the current one with keys added, dropped and revoked. What comes
 * out is read back as an appliance reads it that holds the current one.
 */
public final class TrustSuccessor {
    private final Keyring current;
    private final TrustDocument before;
    private final Map<Kid, TrustedKey> keys;
    private final Map<Role, RoleKeys> roles;
    private final Set<Kid> revoked;

    private TrustSuccessor(Keyring current) {
        this.current = current;
        this.before = current.document().orElseThrow();
        this.keys = new HashMap<>(before.keys());
        this.roles = new EnumMap<>(before.roles());
        this.revoked = new HashSet<>(before.revoked());
    }

    /** What follows this file, which must carry the threshold of its own root keys. */
    public static Verdict<TrustSuccessor> of(byte[] currentFile) {
        return Keyring.pin(currentFile).map(TrustSuccessor::new);
    }

    /** Adds keys to a role. */
    public void add(Role role, List<KeyFile.PublicKey> added) {
        for (KeyFile.PublicKey key : added) {
            TrustedKey known = keys.putIfAbsent(key.kid(), new TrustedKey(key.key(), Set.of()));
            if (revoked.contains(key.kid())) {
                throw new BadInput("the id " + key.kid() + " is revoked and is never used again");
            }
            if (known != null && !Arrays.equals(known.key().spki(), key.key().spki())) {
                throw new BadInput("two keys with one id: " + key.kid());
            }
            RoleKeys of = keysOf(role);
            Set<Kid> kids = new HashSet<>(of.kids());
            kids.add(key.kid());
            roles.put(role, new RoleKeys(kids, of.threshold()));
        }
    }

    private RoleKeys keysOf(Role role) {
        return roles.getOrDefault(role, new RoleKeys(Set.of(), 1));
    }

    /** Leaves keys out. What they signed is not believed any more, from one moment to the next. */
    public void drop(List<String> ids) {
        for (String id : ids) {
            Kid kid = new Kid(id);
            if (keys.remove(kid) == null) {
                throw new BadInput("version " + before.version() + " names no key " + id);
            }
            roles.replaceAll((role, of) -> without(of, kid));
        }
    }

    private static RoleKeys without(RoleKeys of, Kid kid) {
        Set<Kid> kids = new HashSet<>(of.kids());
        kids.remove(kid);
        return new RoleKeys(kids, of.threshold());
    }

    /** Revokes keys for good, and leaves them out. Licenses that they signed run on for their {@code rotationHours}. */
    public void revoke(List<String> ids) {
        drop(ids);
        ids.forEach(id -> revoked.add(new Kid(id)));
    }

    /** How many keys of this role must sign from now on. */
    public void require(Role role, int threshold) {
        roles.put(role, new RoleKeys(keysOf(role).kids(), threshold));
    }

    /**
     * The sealed file of the next version.
     *
     * @param signers enough root keys for the threshold of the current version and for that of the next one
     * @return the bytes of the file; or the refusal that an appliance would give which holds the current one
     */
    public Verdict<byte[]> seal(Instant expires, List<NamedKey> signers) {
        TrustDocument next = new TrustDocument(before.version() + 1, expires, keys, roles, revoked);
        byte[] file = Sealer.seal(PayloadType.TRUST, next.toPayload(), signers);
        return current.follow(file).map(taken -> file);
    }
}
