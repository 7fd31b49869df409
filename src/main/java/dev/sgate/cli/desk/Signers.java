package dev.sgate.cli.desk;

import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names the keys a sealed file is signed with. */
final class Signers {
    @Option(
            names = "--key",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Private keys (.pem) that sign.")
    private List<Path> keys = List.of();

    /** The keys, read. */
    List<NamedKey> read() throws IOException {
        return KeyFile.readSecrets(keys);
    }
}
