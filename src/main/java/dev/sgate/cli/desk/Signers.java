package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.keys.HeldKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option that names the keys a sealed file is signed with. */
final class Signers {
    @Option(
            names = "--key",
            required = true,
            arity = "1..*",
            paramLabel = "KEY",
            description = "Private keys that sign: files (.pem), or keys in a token"
                    + " (pkcs11:token=...;object=...?module-path=...&pin-source=file:...).")
    private List<String> keys = List.of();

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /** The keys, read. Who signs with an old one is reminded on standard error. */
    List<NamedKey> read() throws IOException {
        return read(keys, Console.of(spec));
    }

    /** The same for keys that another option names. */
    static List<NamedKey> read(List<String> words, Console console) throws IOException {
        List<NamedKey> named = new ArrayList<>();
        for (String word : words) {
            HeldKey key = HeldKey.open(word);
            key.reminder(Instant.now()).ifPresent(console::note);
            named.add(key.named());
        }
        return named;
    }
}
