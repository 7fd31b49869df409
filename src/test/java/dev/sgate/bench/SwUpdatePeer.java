package dev.sgate.bench;

import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** SWUpdate of Debian: a cpio with a signed description; its handler for plain files, which syncs nothing. */
final class SwUpdatePeer implements Peer {
    private final Path folder;
    private final Path bundle;

    SwUpdatePeer(Path parent, Path content) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(parent.resolve("swupdate"));
        this.bundle = folder.resolve("bench.swu");
        Path file = Files.createLink(folder.resolve("bench.bin"), content);
        Path description = Files.writeString(folder.resolve("sw-description"), description(file));
        Programs.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:4096",
                "-nodes",
                "-subj",
                "/CN=bench",
                "-days",
                "30",
                "-addext",
                "extendedKeyUsage=emailProtection",
                "-keyout",
                key(),
                "-out",
                certificate());
        Programs.run(
                "openssl",
                "cms",
                "-sign",
                "-binary",
                "-nosmimecap",
                "-outform",
                "DER",
                "-in",
                description,
                "-out",
                description + ".sig",
                "-signer",
                certificate(),
                "-inkey",
                key());
        Programs.run(
                "sh",
                "-c",
                "cd \"$1\" && printf '%s\\n' sw-description sw-description.sig bench.bin | cpio -o -H crc --quiet >\"$2\"",
                "sh",
                folder,
                bundle);
        Files.delete(file);
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private Path certificate() {
        return folder.resolve("cert.pem");
    }

    private Path installed() {
        return folder.resolve("installed.bin");
    }

    private String description(Path file) throws IOException {
        return String.format(Locale.ROOT, """
                software = {
                  version = "1.0.0";
                  hardware-compatibility: [ "1.0" ];
                  files: ({ filename = "bench.bin"; path = "%s"; type = "rawfile"; sha256 = "%s"; });
                }
                """, installed(), digest(file).hex());
    }

    private static Sha256 digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in.readAllBytes());
        }
    }

    @Override
    public String name() {
        return "SWUpdate";
    }

    @Override
    public void install() throws IOException, InterruptedException {
        Programs.run("swupdate", "-H", "bench:1.0", "-k", certificate(), "-i", bundle);
        Files.delete(installed());
    }

    @Override
    public void close() throws IOException {
        Files.delete(bundle);
    }
}
