package dev.sgate.vendor.mint;

import dev.sgate.license.cache.CacheOrder;
import dev.sgate.license.cache.CacheTerms;
import dev.sgate.license.cache.LicenseCache;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.WireText;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Signs license caches. What comes out is read back by the reader's own code before it leaves. */
public final class CacheMint {
    private static final Set<String> TIERS = Set.of("free", "pro", "team", "enterprise");

    private final NamedKey key;

    /** @throws BadInput unless the key is an RSA key of 4096 bits: a license cache has no other signature */
    public CacheMint(NamedKey key) {
        if (!key.key().publicKey().algorithm().equals("rsa-4096")) {
            throw new BadInput("a license cache is signed with an RSA key of 4096 bits: keygen --algorithm rsa-4096");
        }
        this.key = key;
    }

    /**
     * The bytes of a cache.
     *
     * @throws BadInput if no reader would take what the order asks for
     */
    public byte[] mint(CacheOrder order, Instant now) {
        requireReadable(order, now);
        byte[] file = LicenseCache.sign(CacheTerms.acquired(order, now, UUID.randomUUID()), key);
        if (file.length >= LicenseCache.WRITTEN_MAX_BYTES) {
            throw new BadInput("the cache would have " + file.length + " bytes, and has to stay under "
                    + LicenseCache.WRITTEN_MAX_BYTES + ": name fewer features");
        }
        if (LicenseCache.open(file, SelfCheck.keyring(List.of(key)))
                instanceof Verdict.Refused<LicenseCache>(Refusal refusal)) {
            throw new BadInput("this would be refused everywhere: " + refusal.code() + " "
                    + refusal.evidence().oneLine());
        }
        return file;
    }

    private static void requireReadable(CacheOrder order, Instant now) {
        if (!TIERS.contains(order.tier())) {
            throw new BadInput("a tier is one of free, pro, team and enterprise, not " + order.tier());
        }
        if (order.licenseKey().normalised().isEmpty()) {
            throw new BadInput("the license key is empty");
        }
        if (!order.expiresAt().isAfter(now)) {
            throw new BadInput("the subscription has ended already");
        }
        order.features().stream()
                .filter(name -> !WireText.isName(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadInput(
                            "a feature is a name of letters, digits, dots, hyphens and underscores, not " + name);
                });
    }

    /** Writes a cache to a new file that its owner alone may read, for it holds the license key; folders are made (C66). */
    public static void write(Path file, byte[] cache) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        NewFile.writeSecret(file, cache);
    }
}
