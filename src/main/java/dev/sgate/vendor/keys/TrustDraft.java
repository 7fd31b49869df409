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
import dev.sgate.vendor.NewFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first trust document of a vendor while it is put together: keys into roles, then signed by the root keys. */
public final class TrustDraft {
    private final Map<Kid, TrustedKey> keys = new HashMap<>();
    private final Map<Role, RoleKeys> roles = new EnumMap<>(Role.class);

    /** Puts keys into a role; {@code threshold} of them must sign. */
    public void add(Role role, List<KeyFile.PublicKey> of, int threshold) {
        Set<Kid> kids = new HashSet<>();
        for (KeyFile.PublicKey key : of) {
            TrustedKey before = keys.putIfAbsent(key.kid(), new TrustedKey(key.key(), Set.of()));
            if (before != null
                    && !java.util.Arrays.equals(before.key().spki(), key.key().spki())) {
                throw new BadInput("two keys with one id: " + key.kid());
            }
            kids.add(key.kid());
        }
        roles.put(role, new RoleKeys(kids, threshold));
    }

    /**
     * The sealed file, read back as an appliance would read it.
     *
     * @param version 1; higher than every one that any site holds, where all root keys of those were lost
     * @return the bytes of the file; or the refusal that an appliance would give
     */
    public Verdict<byte[]> seal(long version, Instant expires, List<NamedKey> rootKeys) {
        TrustDocument document = new TrustDocument(version, expires, keys, roles, Set.of());
        byte[] file = Sealer.seal(PayloadType.TRUST, document.toPayload(), rootKeys);
        return Keyring.pin(file).map(pinned -> file);
    }

    /** Writes the sealed file; never in the place of another. */
    public static void write(Path file, byte[] sealed) throws IOException {
        NewFile.write(file, out -> out.write(sealed));
    }
}
