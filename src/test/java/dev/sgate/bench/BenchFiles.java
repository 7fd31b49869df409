package dev.sgate.bench;

import dev.sgate.release.App;
import dev.sgate.release.HealthCheck;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateTerms;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.TrustDocument;
import dev.sgate.seal.TrustDocument.RoleKeys;
import dev.sgate.seal.TrustDocument.TrustedKey;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Keys, trust and updates of the size that the figures are promised for; all keys are new in each run. */
final class BenchFiles {
    static final long MIB = 1 << 20;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<Role, NamedKey> keys = new HashMap<>();
    private final byte[] trustFile;

    BenchFiles() {
        SecureRandom random = new SecureRandom();
        Map<Kid, TrustedKey> trusted = new HashMap<>();
        Map<Role, RoleKeys> roles = new HashMap<>();
        for (Role role : Role.values()) {
            Kid kid = new Kid("bench-" + role.word());
            SigningKey key = SigningKey.newEd25519(random);
            keys.put(role, new NamedKey(kid, key));
            trusted.put(kid, new TrustedKey(key.publicKey(), Set.of()));
            roles.put(role, new RoleKeys(Set.of(kid), 1));
        }
        TrustDocument document = new TrustDocument(1, NOW, trusted, roles, Set.of());
        trustFile = Sealer.seal(PayloadType.TRUST, document.toPayload(), List.of(key(Role.ROOT)));
    }

    private NamedKey key(Role role) {
        NamedKey key = keys.get(role);
        if (key == null) {
            throw new IllegalStateException("every role has a key");
        }
        return key;
    }

    byte[] trustFile() {
        return trustFile.clone();
    }

    Keyring keyring() {
        return switch (Keyring.pin(trustFile)) {
            case Verdict.Accepted<Keyring>(Keyring keyring) -> keyring;
            case Verdict.Refused<Keyring> refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** A file of random bytes, which no compression shortens. */
    static Path randomFile(Path file, long bytes) throws IOException {
        byte[] block = new byte[(int) MIB];
        Random random = new Random(42);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < bytes; written += block.length) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    /** The update that carries this attachment, signed by the update key or, for a file to be refused, by a key nobody knows. */
    Path update(
            Path file,
            Path attachment,
            App.MediaType mediaType,
            Optional<Long> unpacked,
            Optional<Long> files,
            boolean known)
            throws IOException {
        App app = new App(
                "bench",
                new SemVer("1.0.0"),
                "any",
                mediaType,
                "bench.bin",
                Files.size(attachment),
                digest(attachment),
                unpacked,
                files,
                unpacked.map(size -> List.of("bench.bin")),
                HealthCheck.byDefault(),
                Optional.empty());
        UpdateTerms terms =
                new UpdateTerms(UUID.randomUUID(), "bench", NOW, Optional.empty(), false, Optional.empty(), app);
        NamedKey signer = known
                ? key(Role.UPDATE)
                : new NamedKey(key(Role.UPDATE).kid(), SigningKey.newEd25519(new SecureRandom()));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(Sealer.seal(PayloadType.UPDATE, terms.toPayload(), List.of(signer)));
            Files.copy(attachment, out);
        }
        return file;
    }

    private static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[1 << 18];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.ofRaw(digest.digest());
    }
}
